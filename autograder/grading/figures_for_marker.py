"""Draws the figures that a marker sees above a submission's texts, in a process of its own with a time limit."""

from __future__ import annotations

import contextlib

from autograder.authoring.assignment import Assignment
from autograder.grading.changed_files import Changed, begun_anew, reading_of
from autograder.grading.results.store import Exhibits, Store
from autograder.grading.settings import Settings
from autograder.grading.user_environment import draw_as_the_kit
from autograder.handin.read_submission import Reading
from autograder.handin.submission import Handin, Submission
from autograder.records.exhibit import Exhibit
from autograder.records.json_text import record_of, values_of
from autograder.sandbox.limits.time_limited_child import NoAnswer, in_child

_DRAW_S = 30.0  # for the figures of a submission and the claims in its texts; a second is usual


def draw(submission: Submission, settings: Settings) -> Exhibits:
    """The exhibits that a marker sees above each text: the stored ones, or else new ones, which are stored."""

    def work(submission: Submission, key: str) -> Exhibits:
        return draw_by_key(submission, settings, key, reading_of(key, settings))

    drawn = begun_anew(submission, settings, work)
    if drawn is not None:
        return drawn
    note = f"{submission.path} or its evidence changes again and again: nothing could be drawn."
    return {manual.cell: [Exhibit("The run", note=note)] for manual in submission.assignment.manual}


def draw_by_key(submission: Submission, settings: Settings, key: str, reading: Reading) -> Exhibits:
    """As `draw`, for the files that have this key; raises Changed where they have another one now."""
    try:
        kept = stored_exhibits(submission, settings, key)
        if kept is not None:
            return kept
        draw_as_the_kit()
        drawn = _draw_apart(submission.assignment, reading(submission))
        if settings.store is not None:
            with contextlib.suppress(OSError):  # then it is drawn again
                Store(settings.store).put_exhibits(key, drawn)
        return drawn
    except Changed:
        raise
    except Exception as error:  # a figure that can't be drawn must not cost a student the grade
        reason = f"The kit could not draw its figures ({type(error).__name__}: {error}); please report it."
        return {manual.cell: [Exhibit("The run", note=reason)] for manual in submission.assignment.manual}


def _draw_apart(assignment: Assignment, handin: Handin) -> Exhibits:
    """Draw the exhibits in a process of their own, with a time limit: a student's text or picture may take very long."""
    if assignment.prepare_exhibits is not None:
        assignment.prepare_exhibits(handin)
    try:
        record = in_child(lambda: values_of(_exhibits(assignment, handin)), _DRAW_S)
    except NoAnswer as error:
        note = f"Nothing could be drawn of this submission: {error}. Read the notebook itself."
        return {manual.cell: [Exhibit("The run", note=note)] for manual in assignment.manual}
    return record_of(Exhibits, record)


def _exhibits(assignment: Assignment, handin: Handin) -> Exhibits:
    assert assignment.exhibits is not None
    return {cell: list(items) for cell, items in assignment.exhibits(handin).items()}


def stored_exhibits(submission: Submission, settings: Settings, key: str | None = None) -> Exhibits | None:
    """The stored drawings of the submission, or None; `key` is its key, where the caller knows it."""
    if settings.store is None:
        return None
    return Store(settings.store).get_exhibits(key or settings.key_of(submission))
