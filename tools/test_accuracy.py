"""What the page of accuracy says of its figures, from results that are made here: nothing is graded."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from autograder.authoring.assignment import assignments
from autograder.records.outcomes import Outcome
from autograder.records.results import CheckResult, SubmissionResult, TaskResult
from corpus.entries import Entry
from corpus.grading import Graded
from tools.accuracy import Measured, page

ASSIGNMENT = next(iter(assignments().values()))
TASK = ASSIGNMENT.tasks[0]


def graded(name: str, outcome: Outcome, slug: str | None = None, *, right: bool = False) -> Graded:
    """An answer and its result: one check, which gives all points of its task or none."""
    entry = Entry(
        Path(TASK.id) / name, right, "It does this.", TASK.id, frozenset({"no-sum"}), TASK.points, (), ()
    )
    earned = TASK.points if outcome is Outcome.PASSED else 0.0
    check = CheckResult("test_loss::test_sum", "The sum is right.", TASK.points, earned, outcome, "", slug)
    task = TaskResult(TASK.id, TASK.points, (check,))
    return Graded(entry, SubmissionResult(name, name, None, ASSIGNMENT.max_score, 0.0, 1.0, (task,)))


def test_each_count_stands_beside_what_it_means():
    answers = [
        graded("sum.py", Outcome.PASSED, right=True),
        graded("mean.py", Outcome.FAILED, "no-sum"),
        graded("half.py", Outcome.FAILED),
        graded("missed.py", Outcome.PASSED),
    ]
    text = page([Measured(ASSIGNMENT, [answers], Counter({ASSIGNMENT.max_score: 3}), [1.5])])
    opening = [line for line in text.partition("### Checks")[0].splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in opening]
    _, _, *counted = rows  # without the head
    counts = {name: (count, meaning) for name, count, meaning in counted}
    assert counts["right answers rejected"][0] == "0 of 1"
    assert counts["wrong answers accepted"][0] == "1 of 3"
    assert counts["known misconceptions named"][0] == "1 of 3"
    assert counts["known misconceptions not named"][0] == "2 of 3"
    assert counts["full marks for the reference"][0] == "3 of 3"
    assert counts["time of one grading"][0] == "1.50 times"
    assert all(len(meaning.split()) > 5 for _, meaning in counts.values())
