"""The command line. Only here is anything printed or exited."""

from __future__ import annotations

import json
import os
import shlex
import sys
import traceback
from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime
from enum import IntEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from autograder import __version__
from autograder.archive import Left
from autograder.assignment import Assignment, assignments, find_assignment
from autograder.exhibits import Exhibit
from autograder.grade import Elsewhere, Settings, Stand, Standing, draw, grade_all, standings, stored_exhibits
from autograder.intake import Submission, find_submissions, with_foreign_evidence
from autograder.results import (
    Finding,
    KitError,
    Level,
    Outcome,
    SandboxError,
    SubmissionResult,
    printable,
    report,
)
from autograder.roster import read_roster
from autograder.sandbox import Kind, Limits, choose
from autograder.store import course_root, course_store, key, put_text, results_folder

if TYPE_CHECKING:
    from autograder.classreport import ClassReport
    from autograder.collect import Collected
    from autograder.export import Exported
    from autograder.gradebook import Course

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode="rich")
out = Console(soft_wrap=True)
err = Console(stderr=True)


_SET_UP, _GRADE = "Set up", "Grade"  # the panels of `vaekit --help`
_NAMED = 5  # students that a remark on many names


def _names(incomplete: str) -> list[str]:
    """The assignments' names, for the shell's completion."""
    return [name for name in assignments() if name.startswith(incomplete)]


AssignmentOption = Annotated[
    str | None,
    typer.Option(
        "--assignment",
        metavar="NAME",
        help="The assignment, where the course has several.",
        autocompletion=_names,
    ),
]


class Status(IntEnum):
    """Exit statuses, as the contract has them."""

    GRADED = 0
    ATTENTION = 1
    UNUSABLE = 2
    GRADER_FAILED = 3


@app.callback(
    invoke_without_command=True,
    epilog="Begin with: [bold]vaekit doctor[/bold], then [bold]vaekit init my-course[/bold]",
)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    """Grade notebook assignments without ever trusting a student's code."""
    if version:
        out.print(f"vaekit {__version__}", highlight=False)
        raise typer.Exit()


@app.command(name="init", rich_help_panel=_SET_UP)
def init_command(
    folder: Annotated[Path, typer.Argument(metavar="COURSE", help="A new folder, or an nbgrader course's root.")],
    assignment: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="An assignment of the kit; all, if none is named.", autocompletion=_names
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
        _expect_writable(json_file)
        with _busy("making the course (nbgrader builds the release)"):
            done = init(folder, assignment or ())
    except KitError as error:
        _stop(error, Status.UNUSABLE)
    if json_file:
        _write_json(json_file, done.as_json())
    for path in (*done.made, *done.kept):
        out.print("made " if path in done.made else "kept ", escape(_shown(path)), highlight=False)
    if done.line is not None:
        out.print(_NEEDS_LINE.format(place=escape(_shown(done.root)), line=escape(done.line)), highlight=False)
        raise typer.Exit(Status.ATTENTION)
    names = " and ".join(done.assignments)
    out.print(_READY.format(place=escape(_shown(done.root)), names=names), highlight=False)


_READY = """\
Ready: {names}. What students get is in {place}/release/<assignment>, and for Colab in <assignment>-colab beside it.
What they hand in goes to {place}/submitted/<student>/<assignment>/; then, in {place}: vaekit grade submitted"""
_NEEDS_LINE = """\
Its configuration has preprocessors of its own, so one line is left to you: until it is there, nbgrader runs students'
code without a sandbox. Add at the end of {place}/nbgrader_config.py:

    {line}
"""


@app.command(name="doctor", rich_help_panel=_SET_UP)
def doctor_command(
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the findings to this file.")] = None,
) -> None:
    """Check this machine, and the course in the current folder: what keeps the kit from grading, and what to do.

    Example: [bold]vaekit doctor[/bold]

    Exit status: 0 nothing is wrong; 1 something needs attention; 2 unusable arguments.
    """
    from autograder.doctor import examine  # nbgrader and its database take seconds to import

    try:
        _expect_writable(json_file)
        with _busy("looking (TensorFlow takes some seconds)"):
            findings = list(examine(Path.cwd()))
    except KitError as error:
        _stop(error, Status.UNUSABLE)
    if json_file:
        _write_json(json_file, {"schema": 1, "findings": [finding.as_json() for finding in findings]})
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


@app.command(name="collect", rich_help_panel=_GRADE)
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
        _expect_writable(json_file)
        root = _course_root(course)
        from autograder.collect import Order, Outcome, collect  # nbgrader takes seconds to import
        from autograder.gradebook import CourseRoot

        chosen = _assignment(assignment, root, "source", "release")
        table = read_roster(roster) if roster else None
        order = Order(tuple(archives), chosen, table, dry_run, replace_)
        with _busy("reading the archives"):
            done, left = collect(CourseRoot(root), order)
    except KitError as error:
        _stop(error, Status.UNUSABLE)
    if json_file:
        rows: dict[str, object] = {"schema": 1, "assignment": chosen.name, "dry_run": dry_run}
        rows["submissions"] = [one.as_json() for one in done]
        rows["left_out"] = [{"file": one.name, "reason": one.why, "serious": one.serious} for one in left]
        _write_json(json_file, rows)
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


@app.command(name="grade", rich_help_panel=_GRADE)
def grade_command(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="A notebook, a folder with one, or a submitted/ folder."),
    ],
    assignment: AssignmentOption = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the report to this file.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Submissions graded at the same time.")] = os.cpu_count()
    or 1,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Grade on a dask.distributed cluster, such as tcp://host:8786."),
    ] = None,
    sandbox: Annotated[
        Kind,
        typer.Option(
            help="What keeps student code in: bwrap, podman, docker, or auto, the first that works; "
            "none only for code you trust."
        ),
    ] = Kind.AUTO,
    timeout: Annotated[float, typer.Option(min=1, help="Seconds that one submission may take.")] = 120.0,
    regrade: Annotated[bool, typer.Option(help="Grade anew what has a stored result.")] = False,
    gradebook: Annotated[
        bool, typer.Option(help="In a course's submitted/: write gradebook, autograded notebooks and feedback.")
    ] = True,
    details: Annotated[bool, typer.Option(help="Print what every lost point was lost for.")] = False,
    show_worker: Annotated[bool, typer.Option(help="Show what the sandboxed worker writes to stderr.")] = False,
) -> None:
    """Grade submissions and print each student's points.

    Example: [bold]vaekit grade submitted/ --json report.json[/bold]

    Exit status: 0 every submission graded; 1 at least one needs attention; 2 unusable arguments or input;
    3 the grader itself failed.
    """
    try:
        _expect_writable(json_file)
        submissions = _found(paths, assignment)
        store = course_store(paths[0])
        limits = Limits(submission_s=timeout)
        elsewhere = _cluster(scheduler) if scheduler else None
        kind = choose(sandbox) if elsewhere is None else Kind.BWRAP if sandbox is Kind.AUTO else sandbox
        settings = Settings(kind, limits, show_worker, store=store, regrade=regrade)
    except KitError as error:
        _stop(error, Status.UNUSABLE)
    course = _course(paths[0], submissions, settings) if gradebook else None
    settings = replace(settings, draw=course is not None)
    results, unrecorded = _graded(submissions, settings, elsewhere or workers, course)
    out.print(_table(submissions[0].assignment, results))
    _print_remarks(results, details)
    for cause, students in unrecorded.items():
        words = f"vaekit: The gradebook lacks {_people(students)}: {cause}. Run the command again."
        err.print(escape(words), highlight=False, soft_wrap=True)
    if json_file:
        _write_report(json_file, results, submissions[0].assignment)
    attention = any(result.status != "graded" for result in results)
    raise typer.Exit(Status.GRADER_FAILED if unrecorded else Status.ATTENTION if attention else Status.GRADED)


@app.command(name="status", rich_help_panel=_GRADE)
def status_command(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH...", help="As for grade; submitted/ if none is named.")
    ] = None,
    assignment: AssignmentOption = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the list to this file.")] = None,
    sandbox: Annotated[Kind, typer.Option(help="As it was graded with.")] = Kind.AUTO,
    timeout: Annotated[float, typer.Option(min=1, help="As it was graded with.")] = 120.0,
) -> None:
    """Show how far the grading of a course is: graded, stale, not graded yet, or in need of attention.

    Example: [bold]vaekit status submitted/[/bold]

    Exit status: 0 every submission is graded and in the gradebook; 1 something is left to do; 2 unusable arguments.
    """
    try:
        _expect_writable(json_file)
        root, settings, stands = _stands(paths or [Path("submitted")], assignment, sandbox, timeout)
        with _busy("looking into the gradebook"):
            recorded = _recorded_students(root, stands, settings)
    except KitError as error:
        _stop(error, Status.UNUSABLE)
    if json_file:
        rows = [_stand_as_json(stand, recorded) for stand in stands]
        _write_json(json_file, {"schema": 1, "submissions": rows})
    _print_stands(stands, recorded)
    done = all(stand is Standing.GRADED for _, stand, _ in stands) and len(recorded) == len(stands)
    raise typer.Exit(Status.GRADED if done else Status.ATTENTION)


def _stands(
    paths: list[Path], assignment: str | None, sandbox: Kind, timeout: float
) -> tuple[Path, Settings, list[Stand]]:
    """The course that the paths lie in, how it is graded, and where its submissions stand."""
    submissions = _found(paths, assignment)
    root = course_root(paths[0])
    if root is None:
        raise KitError(f"{paths[0]} lies in no course (no nbgrader_config.py above it): nothing is kept there.")
    folder = results_folder(root)
    settings = Settings(choose(sandbox), Limits(submission_s=timeout), store=folder)
    with _busy("looking at what is kept"):
        return root, settings, list(standings(submissions, folder, settings))


def _recorded_students(root: Path, stands: list[Stand], settings: Settings) -> set[str]:
    """Whose result stands in the course's gradebook."""
    from autograder.gradebook import Course  # nbgrader and its database take seconds to import

    course = Course(root, settings)
    graded = [(submission, result) for submission, _, result in stands if result is not None]
    return {
        submission.student
        for submission, result in graded
        if course.is_recorded(submission, result, key(submission, settings.sandbox, settings.limits))
    }


def _stand_as_json(stand: Stand, recorded: set[str]) -> dict[str, object]:
    submission, standing, result = stand
    return {
        "student": submission.student,
        "path": str(submission.path),
        "status": standing.value,
        "score": result.score if result else None,
        "reason": result.reason if result else None,
        "recorded": submission.student in recorded,
    }


def _print_stands(stands: list[Stand], recorded: set[str]) -> None:
    table = Table()
    for head in ("student", "status", "points", "in the gradebook"):
        table.add_column(head, justify="right" if head == "points" else "left", overflow="fold")
    for submission, standing, result in stands:
        score = result.score if result is not None else None
        points = "–" if score is None else f"{score:g}"
        table.add_row(
            escape(submission.student), standing.value, points, "yes" if submission.student in recorded else "no"
        )
    out.print(table)
    counts = Counter(standing for _, standing, _ in stands)
    words = [f"{counts[standing]} {standing.value}" for standing in Standing if counts[standing]]
    out.print(f"{len(stands)} submissions: {', '.join(words)}; {len(recorded)} in the gradebook.", highlight=False)
    for submission, standing, result in stands:
        if standing is Standing.ATTENTION and result is not None:
            out.print(f"[bold]{escape(submission.student)}[/bold]: {escape(result.reason or '')}", highlight=False)


@app.command(name="report", rich_help_panel=_GRADE)
def report_command(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH...", help="As for grade; submitted/ if none is named.")
    ] = None,
    assignment: AssignmentOption = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="The page to write.")] = Path("report.html"),
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the numbers to this file.")] = None,
    pairs: Annotated[bool, typer.Option(help="Compare everybody's code with everybody's.")] = True,
    draw_missing: Annotated[
        bool, typer.Option("--draw", help="Draw the pictures that no grading has drawn yet: about a second each.")
    ] = False,
    sandbox: Annotated[Kind, typer.Option(help="As it was graded with.")] = Kind.AUTO,
    timeout: Annotated[float, typer.Option(min=1, help="As it was graded with.")] = 120.0,
) -> None:
    """Write a page on the class from the stored results: points, tasks and checks, shared mistakes, pictures, who needs
    attention, and pairs whose code is unusually alike.

    Example: [bold]vaekit report submitted/ --output report.html[/bold]

    Exit status: 0 the page counts every submission; 1 at least one has no result that holds, and is named on the page;
    2 unusable arguments.
    """
    places = paths or [Path("submitted")]
    try:
        _expect_writable(json_file)
        _, settings, stands = _stands(places, assignment, sandbox, timeout)
        made = _class_report(stands, settings, pairs, draw_missing)
        _write_page(output, made, [*map(str, places), *(["--assignment", assignment] if assignment else [])])
        if json_file:
            _write_json(json_file, made.as_json())
    except KitError as error:
        _stop(error, Status.UNUSABLE)
    out.print(f"{escape(str(output))}: {len(made.scores)} of {made.handed_in} submissions.", highlight=False)
    for one in made.wanting:
        words = f"[bold]{escape(printable(one.student))}[/bold]: {one.status}. {escape(printable(one.reason))}"
        out.print(words, highlight=False)
    raise typer.Exit(Status.ATTENTION if made.wanting else Status.GRADED)


def _class_report(stands: list[Stand], settings: Settings, pairs: bool, draw_missing: bool) -> ClassReport:
    from autograder.classreport import class_report
    from autograder.similarity import compare

    submissions = [submission for submission, _, _ in stands]
    with _busy("comparing the code"):
        comparison = compare(submissions) if pairs else None
    graded = [submission for submission, standing, _ in stands if standing is Standing.GRADED]
    columns = (TextColumn("pictures"), *_COLUMNS[1:3])
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        drawn = {one.student: _drawn(one, settings, draw_missing) for one in bar.track(graded)}
    return class_report(submissions[0].assignment, stands, drawn, comparison)


def _drawn(submission: Submission, settings: Settings, missing: bool) -> list[Exhibit] | None:
    """The pictures of a submission that stand beside the class's; None where nothing was drawn yet."""
    if submission.assignment.exhibits is None:
        return []
    exhibits = draw(submission, settings) if missing else stored_exhibits(submission, settings)
    return None if exhibits is None else [one for items in exhibits.values() for one in items if one.comparable]


def _write_page(output: Path, made: ClassReport, arguments: list[str]) -> None:
    from autograder.classpage import page

    named = shlex.join(arguments)
    if output.is_dir():
        raise KitError(f"{output} is a folder: name the file to write, such as {output / 'report.html'}.")
    with _busy("writing the page"):
        text = page(made, f"vaekit grade {named}", f"vaekit report {named} --draw", datetime.now())
    try:
        put_text(output, text)
    except OSError as error:
        raise KitError(
            f"{output} can't be written ({error.strerror}): name another file with --output."
        ) from error


@app.command(name="export", rich_help_panel=_GRADE)
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
        _expect_writable(json_file)
        root = _course_root(course)
        from autograder.export import Format, Request, export  # nbgrader takes seconds to import
        from autograder.gradebook import CourseRoot

        if format_ not in list(Format):
            raise KitError(f"There is no format {format_}: expected one of {', '.join(Format)}.")
        table = read_roster(roster) if roster else None
        limits = Limits(submission_s=timeout)
        chosen = _assignment(assignment, root, "submitted/*")
        request = Request(Format(format_), chosen, table, output, column, limits)
        with _busy("reading the gradebook"):
            done = export(CourseRoot(root), request)
    except KitError as error:
        _stop(error, Status.UNUSABLE)
    if json_file:
        _write_json(json_file, done.as_json())
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


def _cluster(address: str) -> Elsewhere:
    """What grades on the cluster whose scheduler has that address."""
    try:
        from autograder.cluster import grade_there
    except ModuleNotFoundError as error:
        if error.name not in ("dask", "distributed"):
            raise
        raise KitError("--scheduler needs dask.distributed: pip install 'vaekit[cluster]'.") from None
    return partial(grade_there, address=address)


def _course(start: Path, submissions: list[Submission], settings: Settings) -> Course | None:
    """The course whose gradebook takes the grades; None where there is none, or it can't take them."""
    root = course_root(start)
    if root is None:
        return None
    from autograder.gradebook import Course  # nbgrader and its database take seconds to import

    try:
        course = Course(root, settings)
    except KitError as error:
        _stop(error, Status.UNUSABLE)
    if not any(map(course.holds, submissions)):
        return None
    try:
        course.expect_assignment(submissions[0].assignment)
    except KitError as error:
        err.print(f"vaekit: {escape(str(error))} The grades below are kept.", highlight=False, soft_wrap=True)
        return None
    return course


def grade_to_report(path: Path, json_file: Path) -> None:
    """Grade what lies under `path` with the defaults and write the report, as `vaekit grade --json` does."""
    settings = Settings(choose(Kind.AUTO), store=course_store(path))
    submissions = with_foreign_evidence(find_submissions(path))
    results, _ = _graded(submissions, settings, os.cpu_count() or 1)
    _write_report(json_file, results, submissions[0].assignment)
    _print_remarks(results, details=False)


def _write_report(json_file: Path, results: list[SubmissionResult], assignment: Assignment) -> None:
    _write_json(json_file, report(assignment.name, results))


def _write_json(json_file: Path, record: dict[str, object]) -> None:
    content = json.dumps(record, indent=2, ensure_ascii=False)
    try:
        json_file.parent.mkdir(parents=True, exist_ok=True)
        # a file's name may be no UTF-8
        json_file.write_bytes((content + "\n").encode("utf-8", "backslashreplace"))
    except OSError as error:
        words = f"{json_file} can't be written ({error.strerror}): name another file with --json, or make room."
        raise KitError(words) from error


def _expect_writable(json_file: Path | None) -> None:
    """Say before the work is done that its result could not be written."""
    if json_file is None:
        return
    try:
        json_file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KitError(f"{json_file} can't be written ({error.strerror}): name another file.") from error
    place = json_file if json_file.exists() else json_file.parent
    if json_file.is_dir() or not os.access(place, os.W_OK):
        reason = "it is a folder" if json_file.is_dir() else "no right to write there"
        raise KitError(f"{json_file} can't be written ({reason}): name another file.")


def _busy(words: str) -> AbstractContextManager[object]:
    """Says at a terminal that something goes on."""
    return err.status(words) if err.is_terminal else nullcontext()


def _shown(path: Path) -> str:
    """A path as one would type it here."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _found(paths: list[Path], assignment: str | None) -> list[Submission]:
    """The submissions under the paths, all of one assignment."""
    wanted = find_assignment(assignment) if assignment is not None else None
    found = [submission for path in paths for submission in find_submissions(path, wanted)]
    names = sorted({submission.assignment.name for submission in found})
    if len(names) > 1:
        raise KitError(f"These are submissions of several assignments: say --assignment {' or '.join(names)}.")
    return with_foreign_evidence(found)


def _graded(
    submissions: list[Submission], settings: Settings, workers: int | Elsewhere, course: Course | None = None
) -> tuple[list[SubmissionResult], dict[str, list[str]]]:
    """Grade with a progress bar, and record in the course what comes; the results in the submissions' order, and
    who could not be recorded, by the cause.
    """
    results: dict[str, SubmissionResult] = {}
    causes: dict[str, str] = {}
    by_path = {str(submission.path): submission for submission in submissions}
    with Progress(*_COLUMNS, console=err, transient=True, disable=not err.is_terminal) as bar:
        job = bar.add_task("grading", total=len(submissions), failed=0)
        try:
            for result in grade_all(submissions, settings, workers):
                results[result.path] = result
                causes |= _unrecorded(course, by_path[result.path], result, settings)
                if err.is_terminal:
                    bar.print(_line(result), highlight=False)
                bar.update(job, advance=1, failed=sum(result.reason is not None for result in results.values()))
            if course and causes:  # what held it up may be over
                course.ask_again()
                again = [_unrecorded(course, by_path[path], results[path], settings) for path in causes]
                causes = dict(item for cause in again for item in cause.items())
        except KeyboardInterrupt:
            err.print(f"Stopped: {len(results)} of {len(submissions)} were graded. Run it again to go on.")
            raise typer.Exit(130) from None
        except KitError as error:
            _stop(error, Status.GRADER_FAILED)
    ordered = [results[path] for path in by_path]
    found = {cause: [one.student for one in ordered if causes.get(one.path) == cause] for cause in causes.values()}
    return ordered, found


_COLUMNS = (
    TextColumn("grading"),
    BarColumn(),
    MofNCompleteColumn(),
    TextColumn("{task.fields[failed]} without a grade"),
    TimeElapsedColumn(),
    TextColumn("left"),
    TimeRemainingColumn(),
)


def _unrecorded(
    course: Course | None, submission: Submission, result: SubmissionResult, settings: Settings
) -> dict[str, str]:
    """Record a result in the course, if there is one; why it could not be, by the submission's path."""
    if course is None:
        return {}
    if course.holds(submission):
        cause = course.record(submission, result, key(submission, settings.sandbox, settings.limits))
    else:
        where = f"{submission.path} is not where nbgrader looks for {submission.student}'s notebook"
        cause = None if result.reason else where
    return {result.path: cause} if cause else {}


def _people(students: list[str]) -> str:
    """Some names as words: not all of a class's."""
    more = len(students) - _NAMED
    return ", ".join(students[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _line(result: SubmissionResult) -> str:
    if result.score is None:
        return f"{escape(result.student)}: needs attention"
    return f"{escape(result.student)}: {result.score:g} of {result.max_score:g}"


def _table(assignment: Assignment, results: list[SubmissionResult]) -> Table:
    table = Table(title=f"{assignment.name}: points by task", title_justify="left")
    table.add_column("student", overflow="fold")
    for task in assignment.tasks:
        table.add_column(f"{task.id}\n/{task.points:g}", justify="right")
    table.add_column(f"total\n/{assignment.max_score:g}", justify="right", style="bold")
    for result in results:
        if result.score is None:
            table.add_row(escape(result.student), *["–"] * len(assignment.tasks), "–")
        else:
            points = [f"{task.earned:g}" for task in result.tasks]
            table.add_row(escape(result.student), *points, f"{result.score:g}")
    return table


def _print_remarks(results: list[SubmissionResult], details: bool) -> None:
    """What a reader of the table must know besides: who has no grade and why, and the kit's notes."""
    for result in results:
        if result.reason:
            words = f"[bold]{escape(result.student)}[/bold] needs attention: {escape(result.reason)}"
            out.print(words, highlight=False)
        for note in result.notes:
            sharing = [one.student for one in results if note in one.notes]
            if len(sharing) <= _NAMED or sharing[0] == result.student:  # what half the class shares is told once
                told = result.student if len(sharing) <= _NAMED else _people(sharing)
                out.print(f"[bold]{escape(told)}[/bold]: {escape(note)}", highlight=False)
        if details:
            _print_lost_points(result)


def _print_lost_points(result: SubmissionResult) -> None:
    for check in (check for task in result.tasks for check in task.checks):
        if check.outcome is not Outcome.PASSED:
            out.print(
                f"[bold]{escape(result.student)}[/bold] −{check.points:g} {check.id} ({check.outcome.value}): "
                f"{escape(check.message)}",
                highlight=False,
            )


def _stop(error: KitError, status: Status) -> NoReturn:
    err.print(f"vaekit: {escape(str(error))}", highlight=False, soft_wrap=True)
    if isinstance(error, SandboxError):
        status = Status.UNUSABLE
    raise typer.Exit(status)


def main() -> None:
    """The console script."""
    try:
        app(prog_name="vaekit")
    except KitError as error:
        err.print(f"vaekit: {escape(str(error))}", highlight=False, soft_wrap=True)
        sys.exit(Status.GRADER_FAILED)
    except Exception:  # a fault of the kit: status 1 would say that a submission needs attention
        traceback.print_exc()
        err.print("vaekit: the grader itself failed; please report the lines above.")
        sys.exit(Status.GRADER_FAILED)
