"""Prints the results of a grading: a table, remarks, and the reason for every lost point."""

from __future__ import annotations

from collections.abc import Iterator

from rich.table import Table

from autograder.authoring.assignment import Assignment
from autograder.commands.submissions import MOST_NAMED, some_names
from autograder.commands.terminal import out, some, text
from autograder.records.outcomes import Outcome
from autograder.records.results import SubmissionResult

_NAME_WIDTH = 10  # columns that a student's name has at least


def result_line(result: SubmissionResult) -> str:
    if result.score is None:
        return f"{text(result.student)}: needs attention"
    return f"{text(result.student)}: {result.score:g} of {result.max_score:g}"


def result_table(assignment: Assignment, results: list[SubmissionResult]) -> Table:
    table = Table(title=f"{assignment.name}: points by task", title_justify="left")
    table.add_column("student", overflow="fold", min_width=_NAME_WIDTH)
    for task in assignment.tasks:
        table.add_column(f"{task.id}\n/{task.points:g}", justify="right", overflow="fold")
    table.add_column(f"total\n/{assignment.max_score:g}", justify="right", style="bold", overflow="fold")
    for result in results:
        if result.score is None:
            table.add_row(text(result.student), *["–"] * len(assignment.tasks), "–")
        else:
            points = [f"{task.earned:g}" for task in result.tasks]
            table.add_row(text(result.student), *points, f"{result.score:g}")
    return table


def print_remarks(results: list[SubmissionResult], details: bool) -> None:
    """Print who has no grade and why, and the kit's notes; with `details`, the reason for each lost point."""
    for result in results:
        if result.reason:
            words = f"[bold]{text(result.student)}[/bold] needs attention: {text(result.reason)}"
            out.print(words, highlight=False)
        for line in some(list(_notes(result, results))):
            out.print(line, highlight=False)
        if details:
            _print_lost_points(result)


def _notes(result: SubmissionResult, results: list[SubmissionResult]) -> Iterator[str]:
    """The kit's notes on a submission, each as a line; what half the class shares is told once, with the first."""
    for note in result.notes:
        sharing = [one.student for one in results if note in one.notes]
        if len(sharing) <= MOST_NAMED or sharing[0] == result.student:
            told = result.student if len(sharing) <= MOST_NAMED else some_names(sharing)
            yield f"[bold]{text(told)}[/bold]: {text(note)}"


def _print_lost_points(result: SubmissionResult) -> None:
    for check, message in (shown for task in result.tasks for shown in task.shown()):
        if check.outcome is not Outcome.PASSED:
            out.print(
                f"[bold]{text(result.student)}[/bold] −{check.points:g} {check.id} ({check.outcome.value}): "
                f"{text(message)}",
                highlight=False,
            )
