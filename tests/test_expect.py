"""Comparison: nothing odd passes, only CheckFailed is raised, and a mistake is named on evidence only."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autograder.authoring.comparison import CheckFailed, expect_between, expect_close, expect_shape

RIGHT = np.array([2.0, 3.0])
MISTAKES = {"doubled": 2 * RIGHT, "squared": RIGHT**2}


def failure(actual, **arguments) -> CheckFailed:
    with pytest.raises(CheckFailed) as caught:
        expect_close(actual, RIGHT, what="the answer", rtol=0.01, **arguments)
    return caught.value


@pytest.mark.parametrize("actual", [RIGHT, RIGHT * 1.005, [2.0, 3], RIGHT.astype(np.float32)])
def test_what_is_within_the_tolerance_passes(actual):
    expect_close(actual, RIGHT, what="the answer", rtol=0.01)


@pytest.mark.parametrize(
    ("actual", "says"),
    [
        (None, "got None"),
        ("2, 3", "an object of type str"),
        (np.array(["2", "3"]), "an array of <U1"),
        (np.array([True, False]), "an array of bool"),
        ({"type": "Tensor"}, "an object of type Tensor"),
        (np.array([2.0, np.nan]), "NaN"),
        (np.array([np.inf, 3.0]), "infinite"),
        (np.array([2.0, 3.0, 4.0]), "shape (3,)"),
        (2.0, "a single number"),
        (np.zeros((0,)), "an empty array"),
        (np.array([2.0, 3.1]), "expected (2, 3), but got (2, 3.1)"),
    ],
)
def test_what_is_no_answer_fails_with_a_sentence(actual, says):
    assert says in failure(actual).message


def test_known_mistake_is_named_where_its_value_came():
    assert failure(np.array([4.0, 6.0]), known_mistakes=MISTAKES).misconception == "doubled"


@pytest.mark.parametrize(
    ("actual", "mistakes"),
    [
        (np.array([4.0, 7.0]), MISTAKES),  # no known value
        (np.array([4.0, 6.0]), {"doubled": 2 * RIGHT, "twice": 2 * RIGHT}),  # two that can't be told apart
        (
            np.array([2.03, 3.0]),
            {"nearly right": [2.02, 3.0]},
        ),  # too near the right answer
    ],
)
def test_no_mistake_is_named_without_evidence(actual, mistakes):
    assert failure(actual, known_mistakes=mistakes).misconception is None


def test_a_number_that_is_near_a_mistake_by_chance_has_no_name():
    assert failure(2.001 * RIGHT, known_mistakes=MISTAKES).misconception == "doubled"
    assert failure(2.001 * RIGHT, known_mistakes=MISTAKES, closely=0.02).misconception is None


def test_of_two_mistakes_that_are_near_each_other_the_one_that_came_is_named():
    mistakes = {"doubled": 2 * RIGHT, "nearly doubled": 2.01 * RIGHT}
    assert failure(2 * RIGHT, known_mistakes=mistakes).misconception == "doubled"


def test_worst_element_of_a_large_array_is_shown():
    right = np.ones(100)
    wrong = right + np.where(np.arange(100) == 7, 0.5, 0.1)
    with pytest.raises(CheckFailed, match=r"the worst of 100\): expected 1, but got 1.5"):
        expect_close(wrong, right, what="the array", rtol=0.01)


def test_bounds_and_shapes():
    expect_between([0.0, 1.0], 0, 1, what="pixels")
    with pytest.raises(CheckFailed, match=r"between 0 and 1, but got 1\.2"):
        expect_between([0.0, 1.2], 0, 1, what="pixels")
    with pytest.raises(CheckFailed, match=r"expected shape \(2, 1\)"):
        expect_shape(RIGHT, (2, 1), what="z")


ODD = st.none() | st.text() | st.floats() | st.lists(st.floats()) | st.binary()


@given(ODD)
@example([0.0, 0.0, -1.797693124862316e308])  # whose distance is beyond all numbers
def test_nothing_but_check_failed_is_raised(actual):
    with pytest.raises(CheckFailed):
        expect_close(actual, [1.5, 2.5, 1e300], what="the answer", rtol=1e-9)
