"""`vaekit doctor`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from autograder.commands.terminal import (
    CourseOption,
    Status,
    busy,
    expect_writable,
    number_of,
    out,
    stop,
    text,
    write_json,
)
from autograder.records.doctor_findings import Finding, Severity
from autograder.records.errors import KitError
from autograder.records.json_text import values_of


def doctor_command(
    course: CourseOption = Path(),
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the findings to this file.")] = None,
) -> None:
    """Check this machine, and the course in the current folder: what keeps the kit from grading, and what to do.

    Example: [bold]vaekit doctor[/bold]

    Exit status: 0 it grades, warnings or not; 1 something keeps the kit from grading; 2 unusable arguments.
    """
    from autograder.course.doctor.examination import examine  # nbgrader and its database take seconds to import

    try:
        expect_writable(json_file)
        if not course.is_dir():
            raise KitError(f"{course} is no folder: name the course, or a folder in it, with --course.")
        with busy("looking (TensorFlow takes some seconds)"):
            findings = list(examine(course.resolve()))
    except KitError as error:
        stop(error, Status.UNUSABLE)
    if json_file:
        write_json(json_file, {"schema": 1, "findings": values_of(findings)})
    _print_findings(findings)
    out.print(_summary(findings), highlight=False)
    serious = any(finding.level is Severity.PROBLEM for finding in findings)
    raise typer.Exit(Status.ATTENTION if serious else Status.GRADED)


def _summary(findings: list[Finding]) -> str:
    """The findings in a sentence, which says what the exit status says."""
    counts = {level: sum(finding.level is level for finding in findings) for level in Severity}
    problems, warnings = counts[Severity.PROBLEM], counts[Severity.WARNING]
    told = [number_of(count, noun) for count, noun in ((problems, "problem"), (warnings, "warning")) if count]
    if problems:
        return f"The kit can't grade here yet: {' and '.join(told)}."
    return f"The kit can grade here: {told[0] if told else 'nothing is wrong'}."


def _print_findings(findings: list[Finding]) -> None:
    """A table for a reader; a line each for a program, or a mail."""
    if not out.is_terminal:
        for finding in findings:
            remedy = f" → {text(finding.remedy)}" if finding.remedy else ""
            words = f"{finding.level.value}: {text(finding.name)}: {text(finding.found)}{remedy}"
            out.print(words, highlight=False)
        return
    table = Table("", "finding", "what to do")
    for finding in findings:
        colour = _COLOURS[finding.level]
        found = f"[bold]{text(finding.name)}[/bold]: {text(finding.found)}"
        table.add_row(f"[{colour}]{finding.level.value}[/{colour}]", found, text(finding.remedy or ""))
    out.print(table)


_COLOURS = {Severity.OK: "green", Severity.WARNING: "yellow", Severity.PROBLEM: "bold red"}
