"""How far the marking of an assignment's texts is, and how far its readers agree: what the class report tells of it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from autograder.authoring.assignment import Assignment
from autograder.course.configuration.course_root import opened
from autograder.course.gradebook.cells.rubrics import of_course
from autograder.marking.agreement import Pair, agreement, beside_suggestions, differ_most, marked_twice
from autograder.marking.marks.queue import progress
from autograder.marking.marks.store import MarkBook
from autograder.records.errors import KitError
from autograder.records.marking.marks import Agreement, MarkedText, Suggestion
from autograder.records.marking.rubric import Rubric


def marked_texts(root: Path, assignment: Assignment, students: Collection[str]) -> list[MarkedText]:
    """The marking of each text of these students; a text that can't be told about says why.

    Raises KitError where the course's configuration, its rubrics or its gradebook can't be read.
    """
    course = opened(root)
    rubrics = of_course(course.place("source", assignment.name), assignment)
    if not rubrics or not course.has_gradebook:
        return []
    book = MarkBook(course, assignment, rubrics)
    try:
        return [_marked(book, rubric, students) for rubric in rubrics.values()]
    finally:
        book.close()


def _marked(book: MarkBook, rubric: Rubric, students: Collection[str]) -> MarkedText:
    try:
        entries = [one for one in book.entries(rubric.cell) if one.student in students]
        suggestions = [one for one in book.suggestions(rubric.cell) if one.student in students]
        done = progress(entries, rubric, (), "")
        return MarkedText(
            cell=rubric.cell,
            title=rubric.title,
            done=done.done,
            left=done.left,
            titles={one.key: one.title for one in rubric.criteria},
            to_settle=len(differ_most(entries, rubric, len(entries))),
            markers=_told(marked_twice(entries, rubric), rubric),
            readers={
                reader: _told(beside_suggestions(entries, found, rubric), rubric)
                for reader, found in by_reader(suggestions).items()
            },
        )
    except KitError as error:
        return MarkedText(rubric.cell, rubric.title, problem=str(error))


def by_reader(suggestions: Collection[Suggestion]) -> dict[str, list[Suggestion]]:
    """Suggestions by the reader who made them, in the order of their names."""
    readers = sorted({one.reader for one in suggestions})
    return {reader: [one for one in suggestions if one.reader == reader] for reader in readers}


def _told(pairs: list[Pair], rubric: Rubric) -> tuple[Agreement, ...]:
    """The agreement for each criterion; nothing where no text was read twice."""
    return tuple(agreement(pairs, rubric)) if pairs else ()
