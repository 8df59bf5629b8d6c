"""The command line: grading a class, and what is told of it. Only here, in `desk` and `terminal` is anything printed."""

from __future__ import annotations

import atexit
import gc
import os
import shlex
import sys
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Annotated, cast

import typer
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

from autograder import __version__, desk
from autograder.assignment import Assignment, find_assignment
from autograder.exhibits import Exhibit
from autograder.grade import Elsewhere, Settings, Stand, Standing, draw, grade_all, standings, stored_exhibits
from autograder.intake import Submission, find_submissions, with_foreign_evidence
from autograder.results import (
    KitError,
    Outcome,
    SubmissionResult,
    printable,
    report,
)
from autograder.sandbox import Kind, Limits, choose
from autograder.store import course_root, course_store, key, put_text, results_folder
from autograder.terminal import (
    GRADE,
    SET_UP,
    AssignmentOption,
    Status,
    busy,
    err,
    expect_writable,
    out,
    stop,
    write_json,
)

if TYPE_CHECKING:
    from autograder.classreport import ClassReport
    from autograder.gradebook import Course

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode="rich")


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


app.command(name="init", rich_help_panel=SET_UP)(desk.init_command)
app.command(name="doctor", rich_help_panel=SET_UP)(desk.doctor_command)
app.command(name="collect", rich_help_panel=GRADE)(desk.collect_command)


@app.command(name="grade", rich_help_panel=GRADE)
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
        expect_writable(json_file)
        submissions = _found(paths, assignment)
        store = course_store(paths[0])
        limits = Limits(submission_s=timeout)
        elsewhere = _cluster(scheduler) if scheduler else None
        kind = choose(sandbox) if elsewhere is None else Kind.BWRAP if sandbox is Kind.AUTO else sandbox
        settings = Settings(kind, limits, show_worker, store=store, regrade=regrade)
    except KitError as error:
        stop(error, Status.UNUSABLE)
    settings = replace(settings, draw=gradebook and course_root(paths[0]) is not None)
    with grade_all(submissions, settings, elsewhere or workers) as coming:  # it begins while nbgrader is imported
        course = _course(paths[0], submissions, settings) if gradebook else None
        results, unrecorded = _graded(submissions, settings, coming, course)
    out.print(_table(submissions[0].assignment, results))
    _print_remarks(results, details)
    for cause, students in unrecorded.items():
        words = f"vaekit: The gradebook lacks {_people(students)}: {cause}. Run the command again."
        err.print(escape(words), highlight=False, soft_wrap=True)
    if json_file:
        _write_report(json_file, results, submissions[0].assignment)
    attention = any(result.status != "graded" for result in results)
    raise typer.Exit(Status.GRADER_FAILED if unrecorded else Status.ATTENTION if attention else Status.GRADED)


@app.command(name="status", rich_help_panel=GRADE)
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
        expect_writable(json_file)
        root, settings, stands = _stands(paths or [Path("submitted")], assignment, sandbox, timeout)
        with busy("looking into the gradebook"):
            recorded = _recorded_students(root, stands, settings)
    except KitError as error:
        stop(error, Status.UNUSABLE)
    if json_file:
        rows = [_stand_as_json(stand, recorded) for stand in stands]
        write_json(json_file, {"schema": 1, "submissions": rows})
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
    with busy("looking at what is kept"):
        return root, settings, list(standings(submissions, folder, settings))


def _recorded_students(root: Path, stands: list[Stand], settings: Settings) -> set[str]:
    """Whose result stands in the course's gradebook."""
    course = _course_class()(root, settings)
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


@app.command(name="report", rich_help_panel=GRADE)
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
        expect_writable(json_file)
        _, settings, stands = _stands(places, assignment, sandbox, timeout)
        made = _class_report(stands, settings, pairs, draw_missing)
        _write_page(output, made, [*map(str, places), *(["--assignment", assignment] if assignment else [])])
        if json_file:
            write_json(json_file, made.as_json())
    except KitError as error:
        stop(error, Status.UNUSABLE)
    out.print(f"{escape(str(output))}: {len(made.scores)} of {made.handed_in} submissions.", highlight=False)
    for one in made.wanting:
        words = f"[bold]{escape(printable(one.student))}[/bold]: {one.status}. {escape(printable(one.reason))}"
        out.print(words, highlight=False)
    raise typer.Exit(Status.ATTENTION if made.wanting else Status.GRADED)


def _class_report(stands: list[Stand], settings: Settings, pairs: bool, draw_missing: bool) -> ClassReport:
    from autograder.classreport import class_report
    from autograder.similarity import compare

    submissions = [submission for submission, _, _ in stands]
    with busy("comparing the code"):
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
    with busy("writing the page"):
        text = page(made, f"vaekit grade {named}", f"vaekit report {named} --draw", datetime.now())
    try:
        put_text(output, text)
    except OSError as error:
        raise KitError(
            f"{output} can't be written ({error.strerror}): name another file with --output."
        ) from error


app.command(name="export", rich_help_panel=GRADE)(desk.export_command)


def _cluster(address: str) -> Elsewhere:
    """What grades on the cluster whose scheduler has that address."""
    try:
        from autograder.cluster import grade_there
    except ModuleNotFoundError as error:
        if error.name not in ("dask", "distributed"):
            raise
        raise KitError("--scheduler needs dask.distributed: pip install 'vaekit[cluster]'.") from None
    return partial(grade_there, address=address)


def _course_class() -> type[Course]:
    """What nbgrader and its database take seconds to import for, one of them for a grammar that no notebook needs."""
    sys.modules.setdefault("rfc3987_syntax", cast(ModuleType, None))  # jsonschema goes on without it
    from autograder.gradebook import Course

    return Course


def _course(start: Path, submissions: list[Submission], settings: Settings) -> Course | None:
    """The course whose gradebook takes the grades; None where there is none, or it can't take them."""
    root = course_root(start)
    if root is None:
        return None
    try:
        course = _course_class()(root, settings)
    except KitError as error:
        stop(error, Status.UNUSABLE)
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
    with grade_all(submissions, settings, os.cpu_count() or 1) as coming:
        results, _ = _graded(submissions, settings, coming, None)
    _write_report(json_file, results, submissions[0].assignment)
    _print_remarks(results, details=False)


def _write_report(json_file: Path, results: list[SubmissionResult], assignment: Assignment) -> None:
    write_json(json_file, report(assignment.name, results))


def _found(paths: list[Path], assignment: str | None) -> list[Submission]:
    """The submissions under the paths, all of one assignment."""
    wanted = find_assignment(assignment) if assignment is not None else None
    found = [submission for path in paths for submission in find_submissions(path, wanted)]
    names = sorted({submission.assignment.name for submission in found})
    if len(names) > 1:
        raise KitError(f"These are submissions of several assignments: say --assignment {' or '.join(names)}.")
    return with_foreign_evidence(found)


def _graded(
    submissions: list[Submission], settings: Settings, coming: Iterator[SubmissionResult], course: Course | None
) -> tuple[list[SubmissionResult], dict[str, list[str]]]:
    """Show the grading's progress, and record in the course what comes; the results in the submissions' order, and
    who could not be recorded, by the cause.
    """
    results: dict[str, SubmissionResult] = {}
    causes: dict[str, str] = {}
    by_path = {str(submission.path): submission for submission in submissions}
    with Progress(*_COLUMNS, console=err, transient=True, disable=not err.is_terminal) as bar:
        job = bar.add_task("grading", total=len(submissions), failed=0)
        try:
            for result in coming:
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
            stop(error, Status.GRADER_FAILED)
    ordered = [results[path] for path in by_path]
    found = {cause: [one.student for one in ordered if causes.get(one.path) == cause] for cause in causes.values()}
    return ordered, found


_NAMED = 5  # students that a remark on many names
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


def main() -> None:
    """The console script."""
    atexit.register(gc.freeze)  # half a second of looking for garbage in what was imported, for nobody
    try:
        app(prog_name="vaekit")
    except KitError as error:
        err.print(f"vaekit: {escape(str(error))}", highlight=False, soft_wrap=True)
        sys.exit(Status.GRADER_FAILED)
    except Exception:  # a fault of the kit: status 1 would say that a submission needs attention
        traceback.print_exc()
        err.print("vaekit: the grader itself failed; please report the lines above.")
        sys.exit(Status.GRADER_FAILED)
