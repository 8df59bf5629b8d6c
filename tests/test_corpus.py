"""A part of the corpus, graded at every run of the tests; `make accuracy` grades all of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from autograder.authoring.assignment import assignments
from corpus.entries import EVIDENCE, entries
from corpus.grading import grade_entries, kept_processes

ASSIGNMENTS = pytest.mark.parametrize("assignment", assignments().values(), ids=lambda assignment: assignment.name)
PART = 7  # every seventh answer: each kind and task is there, and the run stays short
ONCE_WRONG = ("train-step/cloned", "train-step/update_step_by_hand")  # graded at every run as well
AT_LEAST = {"vae-digits": (60, 120)}  # of others six and twelve


@pytest.fixture(scope="module")
def graders(starts) -> Iterator[None]:
    """The processes that grade, for all tests here: each imports TensorFlow once."""
    with kept_processes():
        yield


@ASSIGNMENTS
def test_every_entry_is_whole(assignment):
    cells = {task.id: {task.solution_cell} for task in assignment.tasks}
    checks = "".join(path.read_text() for path in assignment.checks_folder.glob("*.py"))
    for entry in (*entries("right", assignment), *entries("wrong", assignment)):
        assert entry.sentence.endswith("."), entry.path
        changed = {grade_id if kind == "cell" else None for kind, grade_id, _ in entry.parts}
        assert changed & cells[entry.task], entry.path
        assert entry.right is (entry.loses == 0), entry.path
        assert entry.misconceptions <= set(assignment.misconceptions), entry.path
        assert all(f"def {check}(" in checks for check in entry.checks), entry.path


@ASSIGNMENTS
def test_there_are_many_of_both(assignment):
    found = [len(entries(kind, assignment)) for kind in ("right", "wrong")]
    assert found >= [*AT_LEAST.get(assignment.name, (6, 12))]
    assert found[1] >= AT_LEAST.get(assignment.name, (6, 12))[1]


@ASSIGNMENTS
@pytest.mark.parametrize("kind", ["right", "wrong"])
@pytest.mark.usefixtures("graders")
def test_a_part_is_graded_as_its_entries_say(kind, assignment):
    assert EVIDENCE.exists()
    every = entries(kind, assignment)
    part = [entry for number, entry in enumerate(every) if number % PART == 0 or entry.name in ONCE_WRONG]
    graded = grade_entries(part, f"every {PART}th {kind} answer of {assignment.name}", assignment=assignment)
    assert [f"{item.entry.name}: {fault}" for item in graded for fault in item.faults] == []


@ASSIGNMENTS
def test_catalogue_is_written_for_students(assignment):
    text = assignment.source_notebook.read_text(encoding="utf-8")
    for slug, misconception in assignment.misconceptions.items():
        assert slug == misconception.slug
        assert misconception.sentence.endswith(".")
        assert misconception.hint.endswith("?")
        assert all(section in text for section in misconception.reread.split("; "))
