"""`vaekit requests`."""

from __future__ import annotations

import getpass
import shlex
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from autograder.commands.chosen_course import course_of_command
from autograder.commands.submissions import submissions_in, submitted_folder
from autograder.commands.terminal import (
    AssignmentOption,
    CourseOption,
    Status,
    err,
    expect_writable,
    number_of,
    out,
    stop,
    text,
    write_json,
)
from autograder.records.errors import KitError

if TYPE_CHECKING:
    from autograder.course.feedback.regrade_requests import RequestOfStudent
    from autograder.handin.submission import Submission


def requests_command(
    course: CourseOption = Path(),
    assignment: AssignmentOption = None,
    every: Annotated[bool, typer.Option("--all", help="List answered requests, too.")] = False,
    answered: Annotated[str | None, typer.Option("--answer", metavar="ID", help="Answer this request.")] = None,
    words: Annotated[
        str, typer.Option("--say", metavar="WORDS", help="What the student reads as the answer.")
    ] = "",
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the list to this file.")] = None,
) -> None:
    """List the students' requests for another look, and answer them.

    A student hands in a file requests.txt beside the notebook: a line "about:" with the result, and below it why.
    The answer stands on the student's feedback page when that is written anew. No points change by it.

    Example: [bold]vaekit requests --answer 3f2a91c0 --say "You are right; 3 points more."[/bold]

    Exit status: 0 no request is open; 1 some are, or a file can't be read; 2 unusable arguments.
    """
    try:
        expect_writable(json_file)
        root = course_of_command(course)
        submissions = submissions_in(course, [submitted_folder(course)], assignment)
        found, problems = _requests(root, submissions)
        if answered is not None:
            found = [_answered(root, submissions, found, answered, words)]
    except KitError as error:
        stop(error, Status.UNUSABLE)
    shown = [one for one in found if every or answered or one.answer is None]
    if json_file:
        rows = [{"student": one.student, "id": one.id, **asdict(one)} for one in shown]
        write_json(json_file, {"schema": 1, "requests": rows, "problems": problems})
    for problem in problems:
        err.print(f"vaekit: {text(problem)}", highlight=False, soft_wrap=True)
    if answered is None:
        _print(shown)
    open_ = sum(one.answer is None for one in found)
    raise typer.Exit(Status.ATTENTION if open_ or problems else Status.GRADED)


def _requests(root: Path, submissions: Iterable[Submission]) -> tuple[list[RequestOfStudent], list[str]]:
    """The requests of all submissions, and the files that can't be read."""
    from autograder.course.feedback.regrade_requests import requests_of

    found: list[RequestOfStudent] = []
    problems = []
    for one in submissions:
        try:
            found += requests_of(root, one.assignment.name, one)
        except KitError as error:
            problems.append(f"{one.student}: {error}")
    return found, problems


def _answered(
    root: Path, submissions: list[Submission], found: list[RequestOfStudent], key: str, words: str
) -> RequestOfStudent:
    """Answer the request with that id, and say how the student comes to read it."""
    from autograder.course.feedback.regrade_requests import keep_answer, requests_of

    chosen = [one for one in found if one.id == key]
    if not chosen:
        raise KitError(f"There is no request {key}: `vaekit requests --all` lists them.")
    if len(chosen) > 1:
        names = ", ".join(one.student for one in chosen)
        raise KitError(
            f"The requests of {names} have the same id by chance: have one of them change a word and hand in again."
        )
    name = next(one.assignment.name for one in submissions if one.student == chosen[0].student)
    keep_answer(root, name, chosen[0], words, getpass.getuser())
    command = shlex.join(["nbgrader", "generate_feedback", name, "--student", chosen[0].student, "--force"])
    out.print(f"Answered. The student's page tells it after: {text(command)}", highlight=False, soft_wrap=True)
    return next(one for one in requests_of(root, name, _of(submissions, chosen[0].student)) if one.id == key)


def _of(submissions: list[Submission], student: str) -> Submission:
    return next(one for one in submissions if one.student == student)


def _print(shown: list[RequestOfStudent]) -> None:
    if shown:
        table = Table(show_lines=True)
        for column in ("id", "student", "about", "why", "answer"):
            table.add_column(column)
        for one in shown:
            words = one.answer.words if one.answer else ""
            table.add_row(*map(text, (one.id, one.student, one.request.about, one.request.why, words)))
        out.print(table)
    out.print(f"{number_of(sum(one.answer is None for one in shown), 'request')} not answered.", highlight=False)
