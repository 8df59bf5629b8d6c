"""A part of the corpus, graded at every run of the tests; `make accuracy` grades all of it."""

from __future__ import annotations

import pytest

from autograder.assignment import assignments
from autograder.assignments.vae_digits.misconceptions import CATALOGUE
from tools.accuracy import grade_entries
from tools.corpus import EVIDENCE, entries

PART = 7  # every seventh answer: each kind and task is there, and the run stays short


def test_every_entry_is_whole():
    tasks = {task.id: {task.solution_cell} for task in next(iter(assignments().values())).tasks}
    for entry in (*entries("right"), *entries("wrong")):
        assert entry.sentence.endswith("."), entry.path
        changed = {grade_id if kind == "cell" else None for kind, grade_id, _ in entry.parts}
        assert changed & tasks[entry.task], entry.path
        assert entry.right is (entry.loses == 0), entry.path
        assert entry.misconceptions <= set(CATALOGUE), entry.path


def test_there_are_many_of_both():
    assert len(entries("right")) >= 60
    assert len(entries("wrong")) >= 120


@pytest.mark.parametrize("kind", ["right", "wrong"])
def test_a_part_is_graded_as_its_entries_say(kind):
    assert EVIDENCE.exists()
    graded = grade_entries(entries(kind)[::PART], f"every {PART}th {kind} answer")
    assert [f"{item.entry.name}: {fault}" for item in graded for fault in item.faults] == []


def test_catalogue_is_written_for_students():
    for slug, misconception in CATALOGUE.items():
        assert slug == misconception.slug
        assert misconception.sentence.endswith(".")
        assert misconception.hint.endswith("?")
        assert misconception.reread
