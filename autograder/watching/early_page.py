"""The page that a student gets for a hand-in before the deadline: as much of the result as the instructor allows."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from markupsafe import Markup

from autograder.authoring.assignment import Assignment
from autograder.course.feedback.html import render
from autograder.course.feedback.page_summary import titles
from autograder.course.plugin.result_cells import SIGNS, WORDS, checks_html
from autograder.records.results import CheckResult, SubmissionResult, TaskResult
from autograder.watching.records import Arrival, Show, State

_SAID_TO_STUDENT = {
    "ask the student to": "please",
    "Ask the student for the right one, or grade it as what it is.": "Please hand in the right one.",
}


@dataclass(frozen=True, slots=True)
class _Task:
    title: str
    earned: float
    points: float
    checks: tuple[CheckResult, ...]
    table: Markup  # the checks with their messages


def page_of(
    arrival: Arrival, assignment: Assignment, zone: ZoneInfo, show: Show, result: SubmissionResult | None
) -> bytes:
    """The page on a hand-in, in UTF-8. `result` is None where it was not graded."""
    graded = result if result is not None and arrival.state is State.GRADED else None
    page = render(
        "early_feedback.html",
        assignment=assignment.name,
        arrival=arrival,
        handed_in=_local(arrival, zone),
        zone=zone.key,
        show=show.value,
        state=arrival.state.name,
        tasks=list(_tasks(assignment, graded, show)) if graded is not None else [],
        result=graded,
        reason=_for_student(result, assignment),
        signs=SIGNS,
        words=WORDS,
    )
    return page.encode("utf-8", "replace")


def _tasks(assignment: Assignment, result: SubmissionResult, show: Show) -> Iterator[_Task]:
    notes = result.notes
    for task in result.tasks:
        table = Markup(checks_html(task, notes)) if show is Show.MESSAGES else Markup()
        yield _Task(_title(assignment, task), task.earned, task.points, task.checks, table)
        notes = ()  # told once, with the first result


def _title(assignment: Assignment, task: TaskResult) -> str:
    return titles(assignment).get(assignment.task(task.id).check_cell, task.id)


def _local(arrival: Arrival, zone: ZoneInfo) -> str:
    """When it was handed in, in the course's time zone, to the second."""
    when = datetime.fromisoformat(arrival.handed_in or arrival.received)
    when = when if when.tzinfo is not None else when.replace(tzinfo=UTC)
    with contextlib.suppress(OverflowError):  # a student may write the year 9999
        when = when.astimezone(zone)
    return when.strftime("%Y-%m-%d %H:%M:%S")


def _for_student(result: SubmissionResult | None, assignment: Assignment) -> str:
    """Why a hand-in can't be graded, said to the student, without the instructor's folders."""
    if result is None or result.reason is None:
        return ""
    path = Path(result.path)
    folder = next((one for one in path.parents if one.name == assignment.name), path.parent)
    words = result.reason.replace(f"{folder}/", "").replace(str(folder), "Your hand-in")
    for to_instructor, to_student in _SAID_TO_STUDENT.items():
        words = words.replace(to_instructor, to_student)
    return words
