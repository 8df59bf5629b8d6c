"""`vaekit report`."""

from __future__ import annotations

import os
import shlex
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit, urlunsplit

import typer
from rich.progress import (
    Progress,
    TextColumn,
)

from autograder.commands.terminal import (
    AssignmentOption,
    CourseOption,
    Status,
    busy,
    err,
    expect_writable,
    out,
    stop,
    text,
    write_json,
)
from autograder.course.marked_here import may_have_marks
from autograder.grading.results.store import put_text
from autograder.handin.collected_students import collected
from autograder.platforms.registry import listed, test_student_of
from autograder.records.errors import KitError
from autograder.records.exhibit import Exhibit
from autograder.records.marking.marks import MarkedText

if TYPE_CHECKING:
    from autograder.classreport.records import ClassReport
    from autograder.grading.settings import Settings
    from autograder.grading.status import GradingStatus
    from autograder.handin.submission import Submission
from autograder.commands.submissions import PROGRESS, import_nbgrader, load_statuses, some_names, submitted_folder

_DESK = "/vaekit/marking"  # below the address of a Jupyter server


def report_command(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH...", help="As for grade; submitted/ if none is named.")
    ] = None,
    course: CourseOption = Path(),
    assignment: AssignmentOption = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="The page to write.")] = Path("report.html"),
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the numbers to this file.")] = None,
    pairs: Annotated[bool, typer.Option(help="Compare everybody's code with everybody's.")] = True,
    draw_missing: Annotated[
        bool, typer.Option("--draw", help="Draw the pictures that no grading has drawn yet: about a second each.")
    ] = False,
    desk: Annotated[
        str,
        typer.Option(
            metavar="URL",
            envvar="VAEKIT_DESK",
            help="The address of a Jupyter server with the marking desk, for a link on the page; "
            "under JupyterHub it is known.",
        ),
    ] = "",
) -> None:
    """Write a page on the class from the stored results: points, tasks and checks, shared mistakes, pictures, how far the
    texts are marked, who needs attention, and pairs whose code is unusually alike.

    Example: [bold]vaekit report submitted/ --output report.html[/bold]

    Exit status: 0 the page counts every submission; 1 at least one has no result that holds, and is named on the page;
    2 unusable arguments.
    """
    try:
        expect_writable(json_file)
        places = paths or [submitted_folder(course)]
        root, settings, statuses = load_statuses(course, places, assignment)
        statuses = _without_test_student(root, statuses)
        address = desk_address(desk)
        made = _class_report(root, statuses, settings, pairs, draw_missing)
        arguments = [*map(str, places), *(["--assignment", assignment] if assignment else [])]
        _write_page(output, made, arguments, shlex.join(["vaekit", "mark", "--course", str(root)]), address)
        if json_file:
            write_json(json_file, made.as_json())
    except KitError as error:
        stop(error, Status.UNUSABLE)
    out.print(f"{text(str(output))}: {len(made.scores)} of {made.handed_in} submissions.", highlight=False)
    for one in made.wanting:
        words = f"[bold]{text(one.student)}[/bold]: {one.status}. {text(one.reason)}"
        out.print(words, highlight=False)
    raise typer.Exit(Status.ATTENTION if made.wanting else Status.GRADED)


def _without_test_student(root: Path, statuses: list[GradingStatus]) -> list[GradingStatus]:
    """The statuses without those of a platform's test student, who is named in a line."""
    met = collected(root, statuses[0].submission.assignment.name)
    made_by = {student: maker for student, one in met.items() if (maker := test_student_of(one.person))}
    rest = [one for one in statuses if one.student not in made_by]
    if 0 < len(rest) < len(statuses):
        left_out = sorted({one.student for one in statuses} & made_by.keys())
        makers = listed(sorted({made_by[student].name for student in left_out}))
        out.print(text(f"{some_names(left_out)} is {makers}'s test student: counted nowhere."), highlight=False)
    return rest or statuses


def desk_address(server: str) -> str:
    """The desk's address at a Jupyter server, or at one's own under JupyterHub; "" where none is known.

    Raises KitError for what is no address of a server.
    """
    hub = os.environ.get("JUPYTERHUB_PUBLIC_HUB_URL", "")
    address = server or (f"{hub.rstrip('/')}/user-redirect" if hub else "")
    if not address:
        return ""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise KitError(f"{address!r} is no address of a server: write https://… for --desk.")
    path = f"{parts.path.partition(_DESK)[0].rstrip('/')}{_DESK}/"
    return urlunsplit(
        (parts.scheme, parts.netloc.rpartition("@")[2], path, "", "")
    )  # no secret stands on the page


def _marked_texts(root: Path, statuses: list[GradingStatus]) -> list[MarkedText]:
    """How far the texts are marked; a reason in a text's place where the gradebook can't tell."""
    assignment = statuses[0].submission.assignment
    if not may_have_marks(root, assignment):  # nbgrader takes seconds to import
        return []
    with busy("reading the marks"):
        import_nbgrader()
        from autograder.marking.summary import marked_texts

        try:
            return marked_texts(root, assignment, {one.student for one in statuses})
        except KitError as error:
            return [MarkedText("", "Texts", problem=str(error))]


def _class_report(
    root: Path, statuses: list[GradingStatus], settings: Settings, pairs: bool, draw_missing: bool
) -> ClassReport:
    from autograder.classreport.class_statistics import class_report
    from autograder.classreport.similarity import compare
    from autograder.grading.status import GradingState
    from autograder.handin.shared_training_runs import shared_run_sentences

    submissions = [one.submission for one in statuses]
    with busy("comparing the code"):
        comparison = compare(submissions) if pairs else None
    graded = [one.submission for one in statuses if one.state is GradingState.GRADED]
    columns = (TextColumn("pictures"), *PROGRESS[1:3])
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        drawn = {one.student: _drawn(one, settings, draw_missing) for one in bar.track(graded)}
    shared = shared_run_sentences(submissions)
    texts = _marked_texts(root, statuses)
    return class_report(submissions[0].assignment, statuses, drawn, comparison, shared, texts)


def _drawn(submission: Submission, settings: Settings, missing: bool) -> list[Exhibit] | None:
    """The pictures of a submission that the page compares in a gallery; None where nothing was drawn yet."""
    from autograder.grading.figures_for_marker import draw, stored_exhibits

    if submission.assignment.exhibits is None:
        return []
    exhibits = draw(submission, settings) if missing else stored_exhibits(submission, settings)
    return None if exhibits is None else [one for items in exhibits.values() for one in items if one.comparable]


def _write_page(output: Path, made: ClassReport, arguments: list[str], marking: str, address: str) -> None:
    from autograder.classreport.page import Desk, page

    named = shlex.join(arguments)
    if output.is_dir():
        raise KitError(f"{output} is a folder: name the file to write, such as {output / 'report.html'}.")
    if not output.absolute().parent.is_dir():
        raise KitError(f"The folder {output.parent} does not exist: make it, or name another file with --output.")
    with busy("writing the page"):
        again, drawing = f"vaekit grade {named}", f"vaekit report {named} --draw"
        content = page(made, again, drawing, datetime.now(), Desk(marking, address))
    try:
        put_text(output, content)
    except OSError as error:
        raise KitError(
            f"{output} can't be written ({error.strerror}): name another file with --output."
        ) from error
