"""`vaekit watch`: what is handed in by nbgrader's exchange is graded, and feedback is there to be fetched."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from toy import GOOD_NORM, GOOD_SQUARE
from watched import Exchange

WRONG = "def square(x):\n    return x + x\n"


@pytest.fixture(scope="module")
def exchange(starts, toy_course: Path, toy_kit: Path, tmp_path_factory) -> Exchange:
    """A course with an exchange that nobody has handed in to; each test has students of its own."""
    return Exchange.open(shutil.copytree(toy_course, tmp_path_factory.mktemp("watch") / "course"), toy_kit)


def test_a_hand_in_is_graded_and_its_feedback_can_be_fetched(exchange):
    exchange.submit("ada", GOOD_SQUARE, GOOD_NORM)
    told = exchange.watch_once()
    assert "ada: 6 of 6 points, attempt 1" in told
    assert exchange.points()["ada"] == 6
    (page,) = exchange.fetched("ada")
    assert "6 of 6 points" in page
