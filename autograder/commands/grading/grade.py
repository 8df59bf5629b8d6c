"""`vaekit grade`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import (
    Progress,
)

from autograder.authoring.assignment import Assignment
from autograder.commands.grading.print_results import print_remarks, result_line, result_table
from autograder.commands.grading.record_in_course import course_of_submissions, record_result, recording_course
from autograder.commands.submissions import (
    PROGRESS,
    print_sentences,
    print_shared_runs,
    some_names,
    submissions_in,
)
from autograder.commands.terminal import (
    AssignmentOption,
    CourseOption,
    Status,
    err,
    expect_writable,
    out,
    stop,
    text,
    write_json,
)
from autograder.course.configuration.find_course import course_root, lies_in
from autograder.records.errors import KitError
from autograder.records.guarantees import Guarantee
from autograder.records.results import SubmissionResult, report
from autograder.records.settings import Kind

if TYPE_CHECKING:
    from autograder.course.gradebook.recording.record_results import Course
    from autograder.grading.batch import Elsewhere
    from autograder.handin.submission import Submission


def grade_command(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="A notebook, a folder with one, or a submitted/ folder."),
    ],
    course: CourseOption = Path(),
    assignment: AssignmentOption = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the report to this file.")] = None,
    workers: Annotated[
        int, typer.Option(min=1, envvar="VAEKIT_WORKERS", help="Submissions graded at the same time.")
    ] = os.cpu_count() or 1,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Grade on a dask.distributed cluster, such as tcp://host:8786."),
    ] = None,
    sandbox: Annotated[
        Kind | None,
        typer.Option(
            help="What keeps student code in: bwrap, podman, docker, landlock, or auto, the first that works; "
            "none only for code you trust. Without it: as the course was graded last, but never none; at first auto."
        ),
    ] = None,
    without: Annotated[
        list[Guarantee] | None,
        typer.Option(
            metavar="GUARANTEE",
            help="Accept that the sandbox does not give this guarantee; once for each. Where one is lacking, the command "
            "names it and stops. The course keeps what was accepted.",
        ),
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(
            min=1,
            help="Seconds that one submission may take. Without it: as the course was graded last; at first 120.",
        ),
    ] = None,
    regrade: Annotated[bool, typer.Option(help="Grade anew what has a stored result.")] = False,
    gradebook: Annotated[
        bool, typer.Option(help="In a course's submitted/: write gradebook, autograded notebooks and feedback.")
    ] = True,
    details: Annotated[bool, typer.Option(help="Print what every lost point was lost for.")] = False,
    show_worker: Annotated[bool, typer.Option(help="Show what the sandboxed worker writes to stderr.")] = False,
) -> None:
    """Grade submissions and print each student's points.

    The course keeps, for each assignment, sandbox, accepted losses and timeout that it was graded with last: status,
    report and export go by them, and so does the next grading without these options.

    Example: [bold]vaekit grade submitted/ --json report.json[/bold]

    Exit status: 0 every submission graded; 1 at least one needs attention, or a course's grades can't be recorded;
    2 unusable arguments or input; 3 the grader itself failed.
    """
    from autograder.commands.grading.grading_settings import (
        grading_settings,
        keeping_settings,
        print_new_settings,
        print_weaker_sandbox,
    )
    from autograder.grading.batch import grade_all
    from autograder.sandbox.mounts import expect_unexposed

    try:
        expect_writable(json_file)
        submissions = submissions_in(course, paths, assignment)
        for one in {submission.assignment for submission in submissions}:
            one.expect_installed()
        root = course_of_submissions(course, paths, submissions)
        elsewhere = _cluster(scheduler) if scheduler else None
        settings = grading_settings(
            root, submissions[0].assignment, sandbox, timeout, elsewhere is None, without or ()
        )
        settings = replace(settings, show_worker=show_worker, regrade=regrade)
        if elsewhere is None:
            print_weaker_sandbox(settings)
        if settings.sandbox is not Kind.NONE:
            expect_unexposed(root, *paths)
        if root is not None:
            print_new_settings(root, submissions[0].assignment, settings)
    except KitError as error:
        stop(error, Status.UNUSABLE)
    settings = replace(settings, draw=gradebook and root is not None)
    with grade_all(submissions, settings, elsewhere or workers) as coming:  # it begins while nbgrader is imported
        records, problem = recording_course(root, paths, submissions, settings) if gradebook else (None, None)
        coming = keeping_settings(root, submissions, settings, coming)
        results, unrecorded = _graded(submissions, coming, records)
    if records is not None:
        results = records.with_own_points(submissions[0].assignment, results)
    if json_file:
        _write_report(json_file, results, submissions[0].assignment)
    out.print(result_table(submissions[0].assignment, results))
    print_remarks(results, details)
    print_sentences(records.remarks if records else {})
    print_shared_runs(submissions)
    for cause, students in unrecorded.items():
        words = f"vaekit: The gradebook lacks {some_names(students)}: {cause}. Run the command again."
        err.print(text(words), highlight=False, soft_wrap=True)
    attention = problem is not None or any(result.status != "graded" for result in results)
    raise typer.Exit(Status.GRADER_FAILED if unrecorded else Status.ATTENTION if attention else Status.GRADED)


def _cluster(address: str) -> Elsewhere:
    """The function that grades a batch on the cluster; raises KitError where Dask is not installed."""
    try:
        from autograder.grading.cluster.batch import grade_there
    except ModuleNotFoundError as error:
        if error.name not in ("dask", "distributed"):
            raise
        raise KitError("--scheduler needs dask.distributed: pip install 'vaekit[cluster]'.") from None
    return partial(grade_there, address=address)


def grade_to_report(path: Path, json_file: Path) -> None:
    """Grade what lies under `path` with the defaults and write the report, as `vaekit grade --json` does."""
    from autograder.commands.grading.grading_settings import grading_settings, keeping_settings
    from autograder.grading.batch import grade_all
    from autograder.handin.find_submissions import find_submissions
    from autograder.handin.shared_training_runs import with_foreign_evidence

    submissions = with_foreign_evidence(find_submissions(path))
    root = course_root(Path.cwd(), (one.own_folder for one in submissions))
    root = root if root is not None and lies_in(root, path) else None
    settings = grading_settings(root, submissions[0].assignment, None, None)
    with grade_all(submissions, settings, os.cpu_count() or 1) as coming:
        coming = keeping_settings(root, submissions, settings, coming)
        results, _ = _graded(submissions, coming, None)
    _write_report(json_file, results, submissions[0].assignment)
    print_remarks(results, details=False)


def _write_report(json_file: Path, results: list[SubmissionResult], assignment: Assignment) -> None:
    write_json(json_file, report(assignment.name, results))


def _graded(
    submissions: list[Submission], coming: Iterator[SubmissionResult], course: Course | None
) -> tuple[list[SubmissionResult], dict[str, list[str]]]:
    """Show the progress, and record each result in the course.

    Returns the results in the submissions' order, and the students who could not be recorded, by the cause.
    """
    results: dict[str, SubmissionResult] = {}
    causes: dict[str, str] = {}
    by_path = {str(submission.path): submission for submission in submissions}
    with Progress(*PROGRESS, console=err, transient=True, disable=not err.is_terminal) as bar:
        job = bar.add_task("grading", total=len(submissions), failed=0)
        try:
            for result in coming:
                results[result.path] = result
                causes |= record_result(course, by_path[result.path], result)
                if err.is_terminal:
                    bar.print(result_line(result), highlight=False)
                bar.update(job, advance=1, failed=sum(result.reason is not None for result in results.values()))
            if course and causes:  # the cause may be gone
                course.ask_again()
                again = [record_result(course, by_path[path], results[path]) for path in causes]
                causes = dict(item for cause in again for item in cause.items())
        except KeyboardInterrupt:
            err.print(f"Stopped: {len(results)} of {len(submissions)} were graded. Run it again to go on.")
            raise typer.Exit(130) from None
        except KitError as error:
            stop(error, Status.GRADER_FAILED)
    ordered = [results[path] for path in by_path]
    found = {cause: [one.student for one in ordered if causes.get(one.path) == cause] for cause in causes.values()}
    return ordered, found
