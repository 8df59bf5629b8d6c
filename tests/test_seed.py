"""The real submission that the assignment started from, put into the notebook's cells; read from `../shared`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from answers import NAME, RELEASE, edited
from toy import check

from autograder.grading.warm_grader import Grader
from autograder.handin.find_submissions import find_submissions
from autograder.records.outcomes import Outcome
from autograder.records.results import SubmissionResult

SEED = Path(__file__).resolve().parents[2] / "shared" / "seed" / "assignment-7.1-submission.txt"
pytestmark = pytest.mark.skipif(not SEED.exists(), reason=f"the seed is not at {SEED}")

LOSSES = """def reconstruction_loss(data, reconstruction):
{reconstruction}
    return reconstruction_loss


def kl_loss(z_mean, z_log_var):
{kl}
    return kl_loss
"""


class Listing:
    """One of the seed's three listings, cut into the notebook's cells by its own definitions."""

    def __init__(self, text: str) -> None:
        self.text = text

    def block(self, start: str) -> str:
        """A top-level block, from the line that starts so to the next line at the margin."""
        found = re.search(rf"^{re.escape(start)}.*\n(?:(?:[ \t].*)?\n)*", self.text, re.MULTILINE)
        assert found, start
        return found.group()

    def statement(self, name: str) -> str:
        """An indented assignment to `name`, over all its lines, moved into a function's body."""
        found = re.search(rf"^( +){name} = (?:.*\n)+?(?=\s*\n)", self.text, re.MULTILINE)
        assert found, name
        return "\n".join("    " + line[len(found.group(1)) :] for line in found.group().rstrip().splitlines())

    @property
    def opening(self) -> str:
        """Imports, data and parameters: everything before the first class."""
        return self.text[: self.text.index("class Sampling")]

    @property
    def models(self) -> str:
        return self.text[self.text.index("# Encoder\n") : self.text.index("class VAE")]


def listings() -> list[Listing]:
    code = "\n".join(SEED.read_text(encoding="utf-8").split("```")[1::2])
    parts = re.split(r"(?=^import tensorflow as tf$)", code, flags=re.MULTILINE)
    return [Listing(part) for part in parts if "class Sampling" in part]


def cells(listing: Listing, losses_from: Listing) -> dict[str, str]:
    flat = "\n".join(losses_from.statement(name) for name in ("flat_data", "reconstruction_loss"))
    return {
        "sampling": listing.block("class Sampling"),
        "losses": LOSSES.format(reconstruction=flat, kl=losses_from.statement("kl_loss")),
        "train-step": listing.block("class VAE"),
        "generate": listing.block("def generate_digits"),
    }


def graded(tmp_path: Path, grader: Grader, listing: Listing, filled: dict[str, str]) -> SubmissionResult:
    path = edited(RELEASE, tmp_path / "seed" / NAME / f"{NAME}.ipynb", filled, listing.opening)
    return grader.grade(find_submissions(path)[0])


def points(result: SubmissionResult) -> dict[str, float]:
    return {task.id: task.earned for task in result.tasks if task.id != "experiment"}


FULL = {"sampling": 15, "losses": 20, "train-step": 25, "generate": 10}


def test_first_listing_is_graded_in_full(tmp_path, course_grader):
    first, *_ = listings()
    result = graded(tmp_path, course_grader, first, cells(first, first))
    assert points(result) == FULL, [check for task in result.tasks for check in task.checks if check.message]


def test_second_listing_lacks_train_step_and_keeps_its_other_points(tmp_path, course_grader):
    first, second, _ = listings()
    result = graded(tmp_path, course_grader, second, cells(second, first))
    assert points(result) == {**FULL, "train-step": 0}
    missing = check(result, "test_names")
    assert missing.outcome is Outcome.BLOCKED
    assert "`train_step` is missing" in missing.message


def test_second_listing_pasted_whole_says_the_same(tmp_path, course_grader):
    """With the elided step's body pasted behind the class, the cell does not even compile."""
    first, second, _ = listings()
    whole = second.text[second.text.index("class VAE") : second.text.index("# Create and compile")]
    result = graded(tmp_path, course_grader, second, {**cells(second, first), "train-step": whole})
    assert points(result) == {**FULL, "train-step": 0}
    assert "`VAE` is missing" in check(result, "test_names").message


def test_third_listings_slip_is_in_a_given_cell_that_is_restored(tmp_path, course_grader):
    first, _, third = listings()
    assert "z = Sampling([" in third.models
    result = graded(tmp_path, course_grader, third, {**cells(third, first), "given-models": third.models})
    assert points(result) == FULL
    assert any("given cell `given-models`" in note and "original form" in note for note in result.notes)
