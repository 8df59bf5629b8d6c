"""Work on a stranger's text that takes for ever, fails or answers too much ends, and its process with it."""

from __future__ import annotations

import os
import re

import psutil
import pytest

from autograder.sandbox.limits.time_limited_child import NoAnswer, in_child


@pytest.fixture
def leaves_no_process():
    """The test begins no process that is there after it; another test's (a warm grader of the whole run) may be."""
    before = {child.pid for child in psutil.Process().children()}
    yield
    assert {child.pid for child in psutil.Process().children()} <= before


def test_an_answer_comes_back_and_no_process_is_left(leaves_no_process):
    assert in_child(lambda: {"a": [1, "ä"]}, 60) == {"a": [1, "ä"]}


def test_what_does_not_end_is_ended(leaves_no_process):
    with pytest.raises(NoAnswer, match="longer than"):
        in_child(lambda: re.fullmatch("(a|a)*b", "a" * 60), 0.2)


def test_a_failure_is_told_in_one_printable_line():
    def fail() -> None:
        raise ValueError("one\ntwo \x1b[31mred")

    with pytest.raises(NoAnswer, match=r"^ValueError: one two red$"):
        in_child(fail, 60)


@pytest.mark.parametrize("work", [lambda: os._exit(3), lambda: object()])
def test_a_child_without_an_answer_is_told(work):
    with pytest.raises(NoAnswer):
        in_child(work, 60)


def test_an_answer_without_end_is_refused(monkeypatch):
    monkeypatch.setattr("autograder.sandbox.limits.time_limited_child._MAX_BYTES", 1000)
    with pytest.raises(NoAnswer, match="larger"):
        in_child(lambda: "x" * 200_000, 60)


def test_a_child_does_not_outlive_the_time_that_it_has_where_its_parent_is_gone():
    """The kernel ends it: the limit on its processor time is that of the work."""
    import resource

    soft, _ = in_child(lambda: resource.getrlimit(resource.RLIMIT_CPU), 7)
    assert soft <= 8
