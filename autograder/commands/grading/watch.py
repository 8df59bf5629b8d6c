"""`vaekit watch`."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from autograder.authoring.assignment import Assignment, find_assignment
from autograder.commands.chosen_course import course_of_command
from autograder.commands.submissions import import_nbgrader, some_names
from autograder.commands.terminal import AssignmentOption, Status, err, number_of, out, stop, text
from autograder.records.errors import KitError
from autograder.records.guarantees import Guarantee
from autograder.records.settings import Kind
from autograder.watching.records import Arrival, Show, WatchSettings

if TYPE_CHECKING:
    from autograder.course.configuration.course_root import CourseRoot
    from autograder.course.exchange.course_exchange import CourseExchange
    from autograder.grading.settings import Settings
    from autograder.watching.watcher import Watcher
    from autograder.watching.watching import WatchRequest


def watch_command(
    course: Annotated[Path, typer.Argument(metavar="COURSE", help="The course root, or a folder in it.")] = Path(),
    assignment: AssignmentOption = None,
    place: Annotated[
        Path | None,
        typer.Option(
            "--folder",
            metavar="DIR",
            help="Watch this folder of <student>/<assignment>/, such as submitted, in place of nbgrader's exchange.",
        ),
    ] = None,
    show: Annotated[
        Show | None,
        typer.Option(
            help="What feedback shows before the deadline: points by task, also each check's sentence, also what the "
            "kit says to it, or all that the final page shows. Kept with the course; at first sentences."
        ),
    ] = None,
    attempts: Annotated[
        int | None,
        typer.Option(
            min=0, help="Hand-ins of a student that get feedback in a day. Kept with the course; at first 5."
        ),
    ] = None,
    timezone: Annotated[
        str | None,
        typer.Option(
            metavar="ZONE",
            help="Where a day begins at midnight, such as Europe/Prague. Kept with the course; at first that of "
            "nbgrader's exchange.",
        ),
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Submissions graded at the same time.")] = 1,
    nice: Annotated[int, typer.Option(min=0, max=19, help="How far others' programs go first; 19 is most.")] = 10,
    pause: Annotated[float, typer.Option(min=0, help="Seconds of rest after each submission.")] = 0.0,
    sandbox: Annotated[
        Kind | None, typer.Option(help="As of `vaekit grade`, which says what each is; kept with the course.")
    ] = None,
    without: Annotated[
        list[Guarantee] | None,
        typer.Option(metavar="GUARANTEE", help="As of `vaekit grade`: accept that the sandbox does not give it."),
    ] = None,
    timeout: Annotated[
        float | None, typer.Option(min=1, help="Seconds that one submission may take, as of `vaekit grade`.")
    ] = None,
    once: Annotated[
        bool, typer.Option("--once", help="Grade what is there, and end, as for a timetable of cron.")
    ] = False,
) -> None:
    """Grade what students hand in as it arrives, and release feedback to each.

    Example: [bold]vaekit watch my-course --attempts 3 --show messages[/bold]

    Ctrl-C ends it after the submission that is being graded; the rest stays in the queue for the next start.

    Exit status: 0 nothing is left; 1 something is left in the queue; 2 unusable arguments or input; 3 the grader failed.
    """
    try:
        root = course_of_command(course)
        import_nbgrader()
        from autograder.course.configuration.course_root import opened
        from autograder.watching.watching import WatchRequest, exchange_of, watch_settings

        opened_course = opened(root)
        folder = _folder(place, root) if place is not None else None
        exchange = exchange_of(opened_course, folder)
        chosen = _assignments(opened_course, assignment)
        own_zone = exchange.timezone if exchange is not None else "UTC"
        how = watch_settings(root, show, attempts, timezone, own_zone)
        settings = _settings(root, chosen, sandbox, timeout, without or ())
        request = WatchRequest(settings, how, folder, workers, pause)
        os.nice(nice)
        left = _watch(opened_course, exchange, request, once)
    except KitError as error:
        stop(error, Status.UNUSABLE)
    raise typer.Exit(Status.ATTENTION if left else Status.GRADED)


def _folder(place: Path, root: Path) -> Path:
    """The folder to watch: as it is named, from the working directory or else from the course."""
    found = next((path for path in (place, root / place) if path.is_dir()), None)
    if found is None:
        raise KitError(f"{place} is no folder: name one that holds <student>/<assignment>/ folders.")
    return found.absolute()


def _assignments(course: CourseRoot, name: str | None) -> list[Assignment]:
    from autograder.watching.watching import known_assignments

    known = known_assignments(course)
    chosen = known if name is None else [find_assignment(name)]
    if not chosen:
        raise KitError(
            f"The gradebook of {course.root} knows no assignment of the kit: run `nbgrader generate_assignment NAME`."
        )
    return chosen


def _settings(
    root: Path,
    chosen: list[Assignment],
    sandbox: Kind | None,
    timeout: float | None,
    without: Collection[Guarantee],
) -> Mapping[str, Settings]:
    """How each assignment is graded; raises KitError where the course could not record it."""
    from autograder.commands.grading.grading_settings import (
        grading_settings,
        print_new_settings,
        print_weaker_sandbox,
    )
    from autograder.course.gradebook.recording.record_results import open_course
    from autograder.grading.declaration_faults import expect_sound
    from autograder.sandbox.mounts import expect_unexposed

    found = {}
    for one in chosen:
        one.expect_installed()
        expect_sound(one)
        settings = replace(grading_settings(root, one, sandbox, timeout, without=without), draw=True)
        if settings.sandbox is not Kind.NONE:
            expect_unexposed(root)
        recorder = open_course(root, settings)
        recorder.expect_assignment(one)
        for remark in recorder.expect_agreement(one):
            err.print(f"vaekit: {text(remark)}", highlight=False, soft_wrap=True)
        print_new_settings(root, one, settings)
        found[one.name] = settings
    print_weaker_sandbox(next(iter(found.values())))
    return found


def _watch(course: CourseRoot, exchange: CourseExchange | None, request: WatchRequest, once: bool) -> bool:
    """Watch; returns whether something is left to do."""
    from autograder.watching.journal import keep_watch_settings
    from autograder.watching.watching import watching

    with watching(course, exchange, request, _tell) as watcher:
        keep_watch_settings(course.root, request.watch)
        _print_start(course, exchange, request)
        with _stopped_by_signals(watcher):
            left = watcher.run(once=once)
    _print_left(left, watcher.has_looked)
    return bool(left) or not watcher.has_looked


def _print_start(course: CourseRoot, exchange: CourseExchange | None, request: WatchRequest) -> None:
    place = request.folder or (exchange.inbound if exchange is not None else course.root)
    how: WatchSettings = request.watch
    words = (
        f"Watching {place} for {', '.join(request.settings)}: {number_of(how.attempts, 'attempt')} a day "
        f"({how.timezone}), feedback shows {how.show.value} before the deadline. Ctrl-C ends it."
    )
    out.print(text(words), highlight=False, soft_wrap=True)


def _tell(words: str) -> None:
    out.print(f"{datetime.now():%H:%M:%S} {text(words)}", highlight=False, soft_wrap=True)


def _print_left(left: list[Arrival], has_looked: bool) -> None:
    if not has_looked:
        err.print(
            "vaekit: What has arrived since could not be queued: see above.", highlight=False, soft_wrap=True
        )
    if not left:
        out.print("Ended: nothing is left in the queue.", highlight=False)
        return
    students = list(dict.fromkeys(one.student for one in left))
    words = (
        f"Ended: {number_of(len(left), 'hand-in')} of {some_names(students)} stay in the queue for the next start."
    )
    out.print(text(words), highlight=False, soft_wrap=True)


@contextmanager
def _stopped_by_signals(watcher: Watcher) -> Iterator[None]:
    """Let Ctrl-C and SIGTERM end the watcher after the current submission; a second one ends it at once, as if killed."""

    def end(number: int, frame: FrameType | None) -> None:
        watcher.stop()
        for one in before:
            signal.signal(one, signal.default_int_handler)
        err.print("Ending after the submission that is being graded; once more to end at once.", highlight=False)

    before = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}
    for one in before:
        signal.signal(one, end)
    try:
        yield
    except KeyboardInterrupt:
        err.print("Stopped at once: what was being graded stays in the queue.", highlight=False)
        sys.stdout.flush()
        os._exit(130)  # the grading processes end with this one; else it would wait for them
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
