"""Many submissions graded at a time, each process with one warm worker: the corpus trusts itself."""

from __future__ import annotations

import atexit
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

from autograder.authoring.assignment import Assignment
from autograder.grading.results.store import Store
from autograder.grading.settings import Settings
from autograder.grading.submission import grade_anew, new_sandbox
from autograder.grading.warm_pool import end_with_parent
from autograder.handin.submission import Submission
from autograder.records.outcomes import Outcome
from autograder.records.results import SubmissionResult
from autograder.records.settings import Kind
from autograder.sandbox.choose_backend import choose
from autograder.sandbox.sandboxed_worker import Sandbox

from .entries import EVIDENCE, ROOT, Entry, example_assignment, hand_in

KEPT = ROOT / ".vaekit" / "accuracy"  # gradings of a call that was interrupted
_warm: dict[tuple[Kind, tuple[str, ...]], Sandbox] = {}  # by kind, and what a worker imports
_kept: list[ProcessPoolExecutor] = []


def grade_warm(submission: Submission, settings: Settings) -> SubmissionResult:
    """Grade in the worker that this process keeps, which has imported what a worker imports."""
    return grade_anew(submission, settings, kept_sandbox(submission.assignment, settings))


def kept_sandbox(assignment: Assignment, settings: Settings) -> Sandbox:
    """The sandbox of that kind which this process keeps until it ends."""
    key = (settings.sandbox, assignment.preload)
    if key not in _warm:
        _warm[key] = new_sandbox(assignment, settings)
        atexit.register(_warm[key].close)
    return _warm[key]


def in_parallel(work: Callable[..., Any], title: str, *columns: Sequence[Any]) -> Iterator[Any]:
    """`work` of each row of the columns, in their order, as many at a time as there are processors."""
    with nullcontext(_kept[-1]) if _kept else _new_pool() as pool:
        results = pool.map(work, *columns)
        yield from track(results, title, len(columns[0]), console=Console(stderr=True), transient=True)


@contextmanager
def kept_processes() -> Iterator[None]:
    """Let all calls of `in_parallel` within it share their processes, and these their warm workers."""
    with _new_pool() as pool:
        _kept.append(pool)
        try:
            yield
        finally:
            _kept.remove(pool)


def _new_pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn"), initializer=end_with_parent)


@dataclass(frozen=True)
class Graded:
    """An entry and what came of it."""

    entry: Entry
    result: SubmissionResult

    @property
    def failed(self) -> list[str]:
        """The checks that did not pass, without their file names."""
        checks = (check for task in self.result.tasks for check in task.checks)
        return [check.id.partition("::")[2] for check in checks if check.outcome is not Outcome.PASSED]

    @property
    def named(self) -> set[str]:
        checks = (check for task in self.result.tasks for check in task.checks)
        return {check.misconception for check in checks if check.misconception}

    def lost(self, *, own: bool) -> float:
        """Points lost in the entry's own task, or in all others."""
        tasks = (task for task in self.result.tasks if (task.id == self.entry.task) is own)
        return sum(task.points - task.earned for task in tasks)

    @property
    def verdict(self) -> tuple[object, ...]:
        """What must not change from one grading to the next."""
        return self.result.score, tuple(self.failed), tuple(sorted(self.named))

    @property
    def faults(self) -> list[str]:
        """How this result differs from what the entry says."""
        if self.result.reason:
            return [f"not graded: {self.result.reason}"]
        found = []
        if self.lost(own=False):
            found.append(f"{self.lost(own=False):g} points lost outside its task")
        if self.entry.right and self.lost(own=True):
            found.append(f"right, but rejected by {', '.join(self.failed)}")
        if not self.entry.right and not self.lost(own=True):
            found.append("wrong, but accepted")
        elif not self.entry.right and self.lost(own=True) != self.entry.loses:
            found.append(f"loses {self.lost(own=True):g} where {self.entry.loses:g} is fair")
        if self.wrongly_named:
            found.append(f"wrongly named {', '.join(sorted(self.wrongly_named))}")
        return found

    @property
    def wrongly_named(self) -> set[str]:
        return self.named - self.entry.misconceptions


def grade_kept(submission: Submission, seed: int | None = None, kept: str = "") -> SubmissionResult:
    """Grade, or take what an earlier call kept under that name, if it was interrupted and no code has changed."""
    settings = Settings(choose(Kind.AUTO), seed=seed)
    if not kept:
        return grade_warm(submission, settings)
    store, name = Store(KEPT / kept), settings.key_of(submission)
    result = store.get(name)
    if result is None:
        result = grade_warm(submission, settings)
        store.put(name, result)
    return result


def grade_entries(
    found: Sequence[Entry], title: str, kept: str = "", assignment: Assignment | None = None
) -> list[Graded]:
    """Every entry graded once, in the order of `found`; with a name, what is done outlives an interruption."""
    assignment = assignment or example_assignment()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        submissions = [hand_in(entry, assignment, folder, EVIDENCE) for entry in found]
        count = len(submissions)
        results = list(in_parallel(grade_kept, title, submissions, [None] * count, [kept] * count))
    return [Graded(entry, result) for entry, result in zip(found, results, strict=True)]
