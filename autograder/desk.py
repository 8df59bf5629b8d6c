"""The commands around grading: a course of one's own, this machine, files in, marks out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from autograder.archive import Left
from autograder.assignment import Assignment, assignments, find_assignment
from autograder.results import Finding, KitError, Level
from autograder.roster import read_roster
from autograder.sandbox import Limits
from autograder.store import course_root
from autograder.terminal import (
    AssignmentOption,
    Status,
    assignment_names,
    busy,
    expect_writable,
    out,
    shown,
    stop,
    write_json,
)

if TYPE_CHECKING:
    from autograder.collect import Collected
    from autograder.export import Exported


def init_command(
    folder: Annotated[Path, typer.Argument(metavar="COURSE", help="A new folder, or an nbgrader course's root.")],
    assignment: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="An assignment of the kit; all, if none is named.",
            autocompletion=assignment_names,
        ),
    ] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write what was made to this file.")] = None,
) -> None:
    """Make an nbgrader course with the kit's assignments, or add them to a course that is there.

    Nothing that exists is changed.

    Example: [bold]vaekit init my-course[/bold]

    Exit status: 0 the course is ready; 1 its configuration needs a line, which is printed; 2 unusable arguments or input.
    """
    from autograder.course import init  # nbgrader and its database take seconds to import

    try:
        expect_writable(json_file)
        with busy("making the course (nbgrader builds the release)"):
            done = init(folder, assignment or ())
    except KitError as error:
        stop(error, Status.UNUSABLE)
    if json_file:
        write_json(json_file, done.as_json())
    for path in (*done.made, *done.kept):
        out.print("made " if path in done.made else "kept ", escape(shown(path)), highlight=False)
    if done.line is not None:
        out.print(_NEEDS_LINE.format(place=escape(shown(done.root)), line=escape(done.line)), highlight=False)
        raise typer.Exit(Status.ATTENTION)
    names = " and ".join(done.assignments)
    out.print(_READY.format(place=escape(shown(done.root)), names=names), highlight=False)


_READY = """\
Ready: {names}. What students get is in {place}/release/<assignment>, and for Colab in <assignment>-colab beside it.
What they hand in goes to {place}/submitted/<student>/<assignment>/; then, in {place}: vaekit grade submitted"""
_NEEDS_LINE = """\
Its configuration has preprocessors of its own, so one line is left to you: until it is there, nbgrader runs students'
code without a sandbox. Add at the end of {place}/nbgrader_config.py:

    {line}
"""


def doctor_command(
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the findings to this file.")] = None,
) -> None:
    """Check this machine, and the course in the current folder: what keeps the kit from grading, and what to do.

    Example: [bold]vaekit doctor[/bold]

    Exit status: 0 nothing is wrong; 1 something needs attention; 2 unusable arguments.
    """
    from autograder.doctor import examine  # nbgrader and its database take seconds to import

    try:
        expect_writable(json_file)
        with busy("looking (TensorFlow takes some seconds)"):
            findings = list(examine(Path.cwd()))
    except KitError as error:
        stop(error, Status.UNUSABLE)
    if json_file:
        write_json(json_file, {"schema": 1, "findings": [finding.as_json() for finding in findings]})
    _print_findings(findings)
    wrong = [finding for finding in findings if finding.level is not Level.OK]
    words = f"{len(wrong)} of {len(findings)} findings need attention." if wrong else "Nothing is wrong."
    out.print(words, highlight=False)
    raise typer.Exit(Status.ATTENTION if wrong else Status.GRADED)


def _print_findings(findings: list[Finding]) -> None:
    """A table for a reader; a line each for a program, or a mail."""
    if not out.is_terminal:
        for finding in findings:
            remedy = f" → {finding.remedy}" if finding.remedy else ""
            out.print(
                f"{finding.level.value}: {finding.name}: {finding.found}{remedy}", highlight=False, markup=False
            )
        return
    table = Table("", "finding", "what to do")
    for finding in findings:
        colour = _COLOURS[finding.level]
        found = f"[bold]{escape(finding.name)}[/bold]: {escape(finding.found)}"
        table.add_row(f"[{colour}]{finding.level.value}[/{colour}]", found, escape(finding.remedy or ""))
    out.print(table)


_COLOURS = {Level.OK: "green", Level.WARNING: "yellow", Level.PROBLEM: "bold red"}


def collect_command(
    archives: Annotated[
        list[Path],
        typer.Argument(metavar="ARCHIVE...", help="What the platform handed out: .zip, .tar.gz, or a folder."),
    ],
    course: Annotated[Path, typer.Option(help="The course root, or a folder in it.")] = Path(),
    assignment: AssignmentOption = None,
    roster: Annotated[
        Path | None, typer.Option(metavar="CSV", help="Who is who: the platform's own table, or id, first_name, …")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be collected.")] = False,
    replace_: Annotated[
        bool, typer.Option("--replace", help="Take what differs from what is there; that is kept aside.")
    ] = False,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the list to this file.")] = None,
) -> None:
    """Take in what Canvas, Moodle, Gradescope or Google Classroom handed out, into the course's submitted/.

    Example: [bold]vaekit collect submissions.zip --roster grades.csv --dry-run[/bold]

    Exit status: 0 everything came in; 1 something did not, or differs from what is there; 2 unusable arguments or input.
    """
    try:
        expect_writable(json_file)
        root = _course_root(course)
        from autograder.collect import Order, Outcome, collect  # nbgrader takes seconds to import
        from autograder.gradebook import CourseRoot

        chosen = _assignment(assignment, root, "source", "release")
        table = read_roster(roster) if roster else None
        order = Order(tuple(archives), chosen, table, dry_run, replace_)
        with busy("reading the archives"):
            done, left = collect(CourseRoot(root), order)
    except KitError as error:
        stop(error, Status.UNUSABLE)
    if json_file:
        rows: dict[str, object] = {"schema": 1, "assignment": chosen.name, "dry_run": dry_run}
        rows["submissions"] = [one.as_json() for one in done]
        rows["left_out"] = [{"file": one.name, "reason": one.why, "serious": one.serious} for one in left]
        write_json(json_file, rows)
    _print_collected(done, left, dry_run)
    open_ends = any(one.serious for one in left) or any(one.outcome is Outcome.KEPT for one in done)
    raise typer.Exit(Status.ATTENTION if open_ends or not done else Status.GRADED)


def _print_collected(done: list[Collected], left: list[Left], dry_run: bool) -> None:
    table = Table(title="nothing is changed: --dry-run" if dry_run else None, title_justify="left")
    for head in ("student", "name", "from", "late", "files", "outcome"):
        table.add_column(head, overflow="fold")
    for one in done:
        cells = (one.student, one.person.name, one.platform, "late" if one.late else "", "\n".join(one.files))
        table.add_row(*map(escape, cells), one.outcome.value)
    if done:
        out.print(table)
    for one in done:
        for remark in one.remarks:
            out.print(f"[bold]{escape(one.student)}[/bold]: {escape(remark)}", highlight=False)
    for what in sorted(left, key=lambda what: not what.serious):
        out.print(f"left out: [bold]{escape(what.name)}[/bold] {escape(what.why)}", highlight=False)
    counts = Counter(one.outcome.value for one in done)
    words = ", ".join(f"{count} {word}" for word, count in counts.items()) or "none that can be collected"
    out.print(f"{len(done)} submissions: {words}; {len(left)} left out.", highlight=False)


def _course_root(start: Path) -> Path:
    root = course_root(start)
    if root is None:
        raise KitError(
            f"{start.resolve()} lies in no course (no nbgrader_config.py there or above): name one with --course."
        )
    return root


def _assignment(name: str | None, root: Path, *places: str) -> Assignment:
    """The assignment of that name, or else the only one that has a folder in one of the course's places."""
    if name is not None:
        return find_assignment(name)
    here = [one for one in assignments() if any(any(root.glob(f"{place}/{one}")) for place in places)]
    found = here or sorted(assignments())
    if len(found) != 1:
        raise KitError(f"Name the assignment with --assignment: {' or '.join(sorted(found))}.")
    return find_assignment(found[0])


def export_command(
    format_: Annotated[str, typer.Option("--format", help="canvas, moodle, gradescope or csv.")],
    course: Annotated[Path, typer.Option(help="The course root, or a folder in it.")] = Path(),
    assignment: AssignmentOption = None,
    roster: Annotated[
        Path | None, typer.Option(metavar="CSV", help="The table that the platform exported, to be filled in.")
    ] = None,
    column: Annotated[
        str | None, typer.Option(help="The roster's column for the mark, where its heading does not tell.")
    ] = None,
    output: Annotated[Path | None, typer.Option(help="The file, or for Gradescope the folder.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write what was exported to this file.")] = None,
    timeout: Annotated[float, typer.Option(min=1, help="As it was graded with.")] = 120.0,
) -> None:
    """Write the course's marks as the file that a learning platform imports.

    Example: [bold]vaekit export --format canvas --roster grades.csv[/bold]

    Exit status: 0 every submission is in the file; 1 some are left out, with the reasons; 2 unusable arguments or input.
    """
    try:
        expect_writable(json_file)
        root = _course_root(course)
        from autograder.export import Format, Request, export  # nbgrader takes seconds to import
        from autograder.gradebook import CourseRoot

        if format_ not in list(Format):
            raise KitError(f"There is no format {format_}: expected one of {', '.join(Format)}.")
        table = read_roster(roster) if roster else None
        limits = Limits(submission_s=timeout)
        chosen = _assignment(assignment, root, "submitted/*")
        request = Request(Format(format_), chosen, table, output, column, limits)
        with busy("reading the gradebook"):
            done = export(CourseRoot(root), request)
    except KitError as error:
        stop(error, Status.UNUSABLE)
    if json_file:
        write_json(json_file, done.as_json())
    _print_exported(done)
    raise typer.Exit(Status.ATTENTION if done.missing or not done.marks else Status.GRADED)


def _print_exported(done: Exported) -> None:
    for one in done.missing:
        out.print(f"left out: [bold]{escape(one.student)}[/bold] {escape(one.why)}", highlight=False)
    for remark in done.remarks:
        out.print(escape(remark), highlight=False)
    where = str(done.paths[0]) if len(done.paths) == 1 else f"{len(done.paths)} files"
    if len(done.paths) > 1:
        where += f" in {done.paths[0].parent.parent}"
    out.print(
        f"{len(done.marks)} marks written to {escape(where)}; {len(done.missing)} left out.", highlight=False
    )
