"""Sets up a watcher of a course: what it looks at, what it remembers, and what it grades with."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from autograder.authoring.assignment import Assignment, assignments
from autograder.course.configuration.course_root import CourseRoot
from autograder.course.exchange.course_exchange import CourseExchange
from autograder.course.gradebook.access import GradebookFailed, InvalidEntry, reason
from autograder.course.gradebook.course_assignment import CourseAssignment
from autograder.grading.settings import Settings
from autograder.grading.warm_pool import WarmPool
from autograder.records.errors import KitError
from autograder.watching.delivery import PageDelivery
from autograder.watching.inbox import ExchangeInbox, FolderInbox, Inbox
from autograder.watching.journal import Journal, kept_watch_settings
from autograder.watching.one_watcher import only_watcher
from autograder.watching.recorders import Recorders
from autograder.watching.records import Show, WatchSettings
from autograder.watching.taking_in import remove_drafts
from autograder.watching.watcher import Places, Watcher


@dataclass(frozen=True, slots=True)
class WatchRequest:
    """What to watch and how: `settings` by assignment; `folder` None for the exchange; `pause_s` between submissions."""

    settings: Mapping[str, Settings]
    watch: WatchSettings
    folder: Path | None = None
    workers: int = 1
    pause_s: float = 0.0


def known_assignments(course: CourseRoot) -> list[Assignment]:
    """The kit's assignments that the course's gradebook knows; raises KitError where it does not answer."""
    try:
        return [one for one in assignments().values() if CourseAssignment(course, one).is_known()]
    except (GradebookFailed, InvalidEntry) as error:
        raise _no_answer(course, error) from error


def _no_answer(course: CourseRoot, error: GradebookFailed | InvalidEntry) -> KitError:
    return KitError(
        f"The gradebook of {course.root} does not answer ({reason(error)}): start its database, or make room on "
        "the disk, and watch again."
    )


def exchange_of(course: CourseRoot, folder: Path | None) -> CourseExchange | None:
    """The course's exchange; None where a folder is watched, and the course has no exchange that could be used."""
    if folder is None:
        exchange = CourseExchange(course)
        exchange.expect_usable()
        return exchange
    with contextlib.suppress(KitError):
        exchange = CourseExchange(course)
        if exchange.inbound.is_dir():
            return exchange
    return None


def watch_settings(
    root: Path, show: Show | None, attempts: int | None, timezone: str | None, own_timezone: str
) -> WatchSettings:
    """How to watch: as asked for, else as the course was watched last, else the defaults, in the exchange's time zone."""
    kept = kept_watch_settings(root)
    before = kept or WatchSettings(timezone=own_timezone)
    settings = WatchSettings(
        show=before.show if show is None else show,
        attempts=before.attempts if attempts is None else attempts,
        timezone=before.timezone if timezone is None else timezone,
    )
    try:
        ZoneInfo(settings.timezone)
    except (KeyError, ValueError, OSError) as error:
        raise KitError(f"{settings.timezone} is no time zone: name one such as Europe/Prague or UTC.") from error
    return settings


class _Pools(dict[str, WarmPool]):
    """The grading processes of each assignment, made when its first hand-in comes."""

    def __init__(self, request: WatchRequest, stack: contextlib.ExitStack) -> None:
        self._request, self._stack = request, stack

    def __missing__(self, name: str) -> WarmPool:
        self[name] = pool = WarmPool(assignments()[name], self._request.settings[name], self._request.workers)
        self._stack.callback(pool.close)
        return pool


@contextlib.contextmanager
def watching(
    course: CourseRoot, exchange: CourseExchange | None, request: WatchRequest, tell: Callable[[str], None]
) -> Iterator[Watcher]:
    """A watcher of the course, the only one; its processes end with the context. Raises KitError and OSError."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(only_watcher(course.root))
        journal = Journal(course.root, request.settings)
        submitted = course.handins(next(iter(request.settings)))
        remove_drafts(submitted)
        pools = _Pools(request, stack)
        if len(request.settings) == 1:
            pools[next(iter(request.settings))].warm()
        places = Places(course, pools, Recorders(course.root, request.settings))
        pages = PageDelivery(course, exchange, request.watch)
        inbox = _inbox(course, exchange, request, journal, submitted)
        yield Watcher(inbox, journal, places, pages, request.watch, tell, request.pause_s)


def _inbox(
    course: CourseRoot,
    exchange: CourseExchange | None,
    request: WatchRequest,
    journal: Journal,
    submitted: Path,
) -> Inbox:
    watched = {name: assignments()[name] for name in request.settings}
    students = _students(course, submitted)
    if request.folder is not None:
        return FolderInbox(request.folder, submitted, watched, students, journal.of_student)
    assert exchange is not None
    return ExchangeInbox(exchange, watched, students)


def _students(course: CourseRoot, submitted: Path) -> set[str]:
    """The students whom the course knows: of the gradebook, and whoever has handed in."""
    folders = {path.name for path in submitted.iterdir() if path.is_dir()} if submitted.is_dir() else set()
    try:
        with course.gradebook() as gradebook:
            return folders | {one.id for one in gradebook.students}
    except (GradebookFailed, InvalidEntry) as error:
        raise _no_answer(course, error) from error
