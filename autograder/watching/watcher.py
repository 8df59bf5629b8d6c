"""Grades each hand-in as it arrives: from the queue into `submitted/`, through a warm worker, the gradebook and a page.

Each step can be done again, so a watcher that is killed loses nothing: what it was at is queued still.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from autograder.course.configuration.course_root import CourseRoot
from autograder.grading.warm_pool import WarmPool
from autograder.handin.find_submissions import find_submissions
from autograder.handin.read_submission import read_submission
from autograder.handin.shared_training_runs import with_foreign_evidence
from autograder.handin.submission import Submission
from autograder.records.errors import KitError, Unreadable
from autograder.records.results import SubmissionResult
from autograder.watching.arriving import arrival_of, odd_time
from autograder.watching.delivery import PageDelivery
from autograder.watching.inbox import Found, Inbox
from autograder.watching.journal import Journal
from autograder.watching.recorders import Recorders
from autograder.watching.records import Arrival, State, WatchSettings
from autograder.watching.taking_in import is_older, take_in

_LOOK_S = 1.0  # between two looks; polling works on network file systems, which tell nobody of new files
_FIRST_AGAIN_S, _LONGEST_AGAIN_S = 5.0, 3600.0  # until what the machine or the gradebook refused is tried again
_COMING_S = 30.0  # until a watcher that works once leaves what is still being copied for the next time
_MOST_TOLD = 20  # hand-ins beyond the limit, in a day, whose student gets a page that says so
_LONGEST_TOLD_S = 3600.0  # after a hand-in, until it is not told any more how long its grading took
_FALLS = 3  # how often a grading process may be ended from outside at one hand-in


@dataclass(frozen=True, slots=True)
class Places:
    """What a watcher works with: for each assignment its grading processes and the gradebook's writer."""

    course: CourseRoot
    pools: Mapping[str, WarmPool]
    recorders: Recorders


@dataclass(slots=True)
class _Grading:
    arrival: Arrival
    found: Found
    submission: Submission
    began: float


class Watcher:
    """Looks for hand-ins, and brings each through its steps. `tell` gets a sentence for the instructor."""

    def __init__(
        self,
        inbox: Inbox,
        journal: Journal,
        places: Places,
        pages: PageDelivery,
        settings: WatchSettings,
        tell: Callable[[str], None],
        pause_s: float = 0.0,
    ) -> None:
        self._inbox, self._journal, self._places, self._pages = inbox, journal, places, pages
        self._settings, self._tell, self._pause_s = settings, tell, pause_s
        self._under_way: dict[Future[SubmissionResult], _Grading] = {}
        self._not_before: dict[str, float] = {}
        self._refusals: dict[str, int] = {}
        self._falls: dict[str, int] = {}
        self._told: dict[str, str] = {}
        self._coming = 0
        self.has_looked = False  # whether the last look could queue all that it found
        self._rests_until = 0.0
        self._idle_since = time.monotonic()
        self._began = datetime.now(UTC)
        self._end = threading.Event()

    def stop(self) -> None:
        """End after the submissions that are being graded; for a signal handler."""
        self._end.set()

    def run(self, *, once: bool = False) -> list[Arrival]:
        """Watch until `stop` is called, or with `once` until nothing can be done now; returns what is left queued."""
        while not self._end.is_set():
            self._look()
            self._begin()
            if not self._under_way:
                self._places.recorders.forget()
            if once and self._has_nothing_to_do():
                break
            self._finish(_LOOK_S)
        while self._under_way:
            self._finish(None)
        return self._journal.queue()

    def _has_nothing_to_do(self) -> bool:
        waiting = [one for one in self._journal.queue() if one.name not in self._not_before]
        if waiting or self._under_way:
            self._idle_since = time.monotonic()
            return False
        return not self._coming or time.monotonic() - self._idle_since > _COMING_S

    # --- what arrives

    def _look(self) -> None:
        """Queue what has arrived; a place that can't be looked into, or a full disk, is told and tried again."""
        self.has_looked = False
        try:
            seen = self._inbox.look(self._journal.knows)
            self._coming = seen.coming
            for name, why in seen.refused.items():
                self._tell(f"{name} is left where it is: it {why}.")
            for found in seen.whole:
                self._journal.add(arrival_of(found, self._settings))
                if (odd := odd_time(found, self._began)) is not None:
                    self._tell(odd)
            self._told.pop("look", None)
            self.has_looked = True
        except OSError as error:
            self._tell_once(
                "look", f"{error.filename or self._inbox.place} can't be used ({error.strerror}); trying again."
            )

    # --- what is done with it

    def _begin(self) -> None:
        """Begin what there is room for: a student's hand-ins one after the other, in the order of their attempts."""
        busy = {(one.arrival.student, one.arrival.assignment) for one in self._under_way.values()}
        for arrival in self._journal.queue():
            who = arrival.student, arrival.assignment
            pool = self._places.pools[arrival.assignment]
            if self._end.is_set() or who in busy:
                continue
            busy.add(who)
            is_full = len(self._under_way) >= pool.workers or time.monotonic() < self._rests_until
            if time.monotonic() < self._not_before.get(arrival.name, 0.0) or (is_full and arrival.gets_feedback):
                continue
            self._attempt(arrival, partial(self._bring_in, arrival, pool))

    def _attempt(self, arrival: Arrival, step: Callable[[], None]) -> None:
        """Do a step; what the machine or the gradebook refuses is told, and the hand-in tried again later."""
        try:
            step()
            self._told.pop(arrival.name, None)
        except OSError as error:
            self._later(arrival, f"{error.filename or 'a file'} can't be used ({error.strerror})")
        except KitError as error:
            self._later(arrival, str(error).rstrip("."))
        except Exception as error:  # a fault of the grader at one hand-in must not end the watch for the others
            self._later(arrival, f"the grader failed ({type(error).__name__}: {error}); please report it")

    def _bring_in(self, arrival: Arrival, pool: WarmPool) -> None:
        """Put a hand-in into `submitted/`, and begin to grade it."""
        found = self._inbox.folder_of(arrival)
        if found is None:
            self._settle(
                replace(arrival, state=State.GONE, attempt=0), "was taken away, or replaced, before it was graded"
            )
            return
        target = self._places.course.place("submitted", arrival.assignment, arrival.student)
        if not self._inbox.in_place:
            if is_older(found, target):
                older = replace(arrival, state=State.SUPERSEDED, attempt=0)
                self._answer(older, found, None, "is older than what is there")
                return
            if arrival.gets_feedback or not self._has_later(arrival):
                arrival = self._take_in(arrival, found, target)
        if arrival.attempt > arrival.limit + _MOST_TOLD:
            self._settle(
                replace(arrival, state=State.OVER_LIMIT), f"is hand-in {arrival.attempt} of {arrival.day}; no page"
            )
            return
        if not arrival.gets_feedback:
            words = f"is hand-in {arrival.attempt} of {arrival.day}, kept for the final grading"
            self._answer(replace(arrival, state=State.OVER_LIMIT), found, None, words)
            return
        submission = with_foreign_evidence(find_submissions(target, found.assignment))[0]
        self._under_way[pool.grade(submission)] = _Grading(arrival, found, submission, time.monotonic())
        self._rests_until = time.monotonic() + self._pause_s

    def _has_later(self, arrival: Arrival) -> bool:
        """Whether a later hand-in of the student is queued, which takes the place of this one anyway."""
        all_of_student = self._journal.of_student(arrival.student, arrival.assignment)
        return any(one.state is State.QUEUED and one.order > arrival.order for one in all_of_student)

    def _take_in(self, arrival: Arrival, found: Found, target: Path) -> Arrival:
        own = {one.files for one in self._journal.of_student(arrival.student, arrival.assignment)} - {""}

        def note(digest: str) -> None:
            nonlocal arrival
            arrival = replace(arrival, files=digest)
            self._journal.put(arrival)

        for remark in take_in(found, self._places.course.root, target, own, note):
            self._tell(f"{arrival.student}: {remark}.")
        return arrival

    def _finish(self, timeout_s: float | None) -> None:
        """Record what is graded; waits for it, or for the next look."""
        if not self._under_way:
            self._end.wait(timeout_s)
            return
        done, _ = wait(self._under_way, timeout_s, FIRST_COMPLETED)
        for future in done:
            grading = self._under_way.pop(future)
            self._attempt(grading.arrival, partial(self._record, grading, future))
            self._rests_until = time.monotonic() + self._pause_s

    def _record(self, grading: _Grading, future: Future[SubmissionResult]) -> None:
        """Record a result in the gradebook, and bring the student the page."""
        arrival, submission = grading.arrival, grading.submission
        try:
            result = future.result()
        except BrokenProcessPool:
            self._fell(arrival)
            return
        if result.reason is not None and not _is_unreadable(submission):
            raise KitError(result.reason)
        recorder = self._places.recorders.of(submission.assignment)
        recorder.ask_again()
        cause = recorder.record(submission, result)
        if cause is not None:
            raise KitError(f"the gradebook lacks it: {cause}")
        state = State.GRADED if result.reason is None else State.ATTENTION
        words = f"needs attention: {(result.reason or '').rstrip('.')}"
        if result.score is not None:
            words = f"{result.score:g} of {result.max_score:g} points"
        self._answer(replace(arrival, state=state), grading.found, result, f"{words}, attempt {arrival.attempt}")

    def _answer(self, arrival: Arrival, found: Found, result: SubmissionResult | None, words: str) -> None:
        where = self._pages.deliver(arrival, found, result)
        self._settle(arrival, f"{words}; {where}")

    def _settle(self, arrival: Arrival, words: str) -> None:
        """Keep that a hand-in is done."""
        self._journal.put(arrival)
        self._not_before.pop(arrival.name, None)
        self._refusals.pop(arrival.name, None)
        took = (datetime.now().astimezone() - datetime.fromisoformat(arrival.received)).total_seconds()
        after = f", {took:.0f} s after it was handed in" if took < _LONGEST_TOLD_S else ""
        self._tell(f"{arrival.student}: {words}{after}.")

    def _fell(self, arrival: Arrival) -> None:
        self._falls[arrival.name] = self._falls.get(arrival.name, 0) + 1
        if self._falls[arrival.name] >= _FALLS:
            self._falls[arrival.name] = 0
            raise KitError(f"a grading process was ended from outside {_FALLS} times, for want of memory perhaps")

    def _later(self, arrival: Arrival, why: str) -> None:
        self._refusals[arrival.name] = count = self._refusals.get(arrival.name, -1) + 1
        self._not_before[arrival.name] = time.monotonic() + min(
            _LONGEST_AGAIN_S, _FIRST_AGAIN_S * 2 ** min(count, 10)
        )
        self._tell_once(arrival.name, f"{arrival.student}: {why}; it stays in the queue.")

    def _tell_once(self, about: str, words: str) -> None:
        if self._told.get(about) != words:
            self._told[about] = words
            self._tell(words)


def _is_unreadable(submission: Submission) -> bool:
    """Whether it is the hand-in's own fault that there is no grade."""
    try:
        read_submission(submission)
    except Unreadable:
        return True
    return False
