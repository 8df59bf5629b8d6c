"""The one place that wires a grading: intake, sandbox, checks, result; and a batch of them in parallel."""

from __future__ import annotations

import atexit
import contextlib
import itertools
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache, partial
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from pathlib import Path

from autograder.assignment import Assignment
from autograder.exhibits import Exhibit
from autograder.intake import Handin, Submission, read
from autograder.results import KitError, Outcome, SandboxError, SubmissionResult, TaskResult, Unreadable
from autograder.sandbox import Kind, Limits, Sandbox, choose
from autograder.session import Session
from autograder.store import Exhibits, Store, key

Stand = tuple[Submission, "Standing", SubmissionResult | None]
Elsewhere = Callable[
    [list[Submission], "Settings"], Iterator[SubmissionResult]
]  # grades a batch on other machines
Job = Future[SubmissionResult]
Reading = Callable[[Submission], Handin]
Zygote = tuple[tuple[str, ...], socket.socket]  # what its worker has imported, and where others are asked for
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
_POOLS = 3  # how often processes that are killed are replaced


@dataclass(frozen=True, slots=True)
class Settings:
    """How to grade: the sandbox and its limits, a seed for the checks' random inputs (None: fresh ones), and the
    folder where results are kept (None: nowhere). `regrade` grades anew what has a stored result; with `draw` a batch
    draws what a marker sees as well.
    """

    sandbox: Kind = Kind.BWRAP
    limits: Limits = field(default_factory=Limits)
    show_worker: bool = False
    seed: int | None = None
    store: Path | None = None
    regrade: bool = False
    draw: bool = False


class Grader:
    """Grades one submission after the other. Its worker, which has imported the framework, stays where every
    submission lives apart in it; else each submission gets a new one.
    """

    def __init__(self, settings: Settings, zygote: Zygote | None = None) -> None:
        self._settings = settings
        self._zygote = zygote
        self._sandboxes: dict[str, Sandbox] = {}

    def __enter__(self) -> Grader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def warm(self, submissions: list[Submission]) -> None:
        """Start the worker that the first of them needs; it imports the framework meanwhile."""
        with contextlib.suppress(SandboxError, OSError):  # the grading says so
            for submission in submissions[:1]:
                self._sandbox(submission.assignment).start()

    def grade(self, submission: Submission) -> SubmissionResult:
        reading = cache(read)  # once for the checks and the figures
        result = stored(submission, self._settings) or self._grade_anew(submission, reading)
        if result.reason is None:
            self._draw(submission, reading)
        return result

    def _draw(self, submission: Submission, reading: Reading) -> None:
        if self._settings.draw and submission.assignment.exhibits is not None:
            draw(submission, self._settings, reading)

    def _grade_anew(self, submission: Submission, reading: Reading) -> SubmissionResult:
        sandbox = self._sandbox(submission.assignment)
        if not sandbox.is_ready:
            self.warm([submission])
            self._draw(submission, reading)  # while the worker imports the framework
        result = keep(submission, self._settings, grade_anew(submission, self._settings, sandbox, reading))
        if not sandbox.apart:
            sandbox.close()
        return result

    def _sandbox(self, assignment: Assignment) -> Sandbox:
        if assignment.name not in self._sandboxes:
            self._sandboxes[assignment.name] = new_sandbox(assignment, self._settings, self._zygote)
        return self._sandboxes[assignment.name]

    def close(self) -> None:
        """End the workers."""
        for sandbox in self._sandboxes.values():
            sandbox.close()


def stored(submission: Submission, settings: Settings) -> SubmissionResult | None:
    """The result that an earlier grading of just this has left, if it left one."""
    if settings.store is None or settings.seed is not None or settings.regrade:
        return None
    result = Store(settings.store).get(key(submission, settings.sandbox, settings.limits))
    return replace(result, path=str(submission.path)) if result is not None else None


class Standing(StrEnum):
    """How far the grading of a submission is."""

    GRADED = "graded"
    STALE = "stale"  # the files, the checks or the limits have changed since
    MISSING = "not graded yet"
    ATTENTION = "needs attention"


def standings(submissions: list[Submission], folder: Path, settings: Settings) -> Iterator[Stand]:
    """Each submission, how far it is, and the result that says so, if one does. `folder` is that of the results."""
    store = Store(folder)
    known = store.students()
    for submission in submissions:
        name = key(submission, settings.sandbox, settings.limits)
        graded, wanting = store.get(name), store.get_attention(name)
        if graded is not None:
            yield submission, Standing.GRADED, graded
        elif wanting is not None:
            yield submission, Standing.ATTENTION, wanting
        else:
            yield submission, Standing.STALE if submission.student in known else Standing.MISSING, None


def grade(submission: Submission, settings: Settings, sandbox: Sandbox | None = None) -> SubmissionResult:
    """The stored grade of the submission if there is one, else a new one, stored; `sandbox` as in `grade_anew`."""
    return stored(submission, settings) or keep(submission, settings, grade_anew(submission, settings, sandbox))


def keep(submission: Submission, settings: Settings, result: SubmissionResult) -> SubmissionResult:
    """The result, stored where results are; a grade that can't be kept is still a grade."""
    if settings.store is None or settings.seed is not None:
        return result
    try:
        Store(settings.store).put(key(submission, settings.sandbox, settings.limits), result)
    except OSError as error:
        note = f"The result could not be kept for the next run ({error.strerror}: {settings.store})."
        return replace(result, notes=(*result.notes, note))
    return result


def without_grade(submission: Submission, reason: str, seconds: float = 0.0) -> SubmissionResult:
    """What stands for a submission that has no grade, and why."""
    return SubmissionResult(
        student=submission.student,
        path=str(submission.path),
        reason=reason,
        max_score=submission.assignment.max_score,
        manual_max=submission.assignment.manual_max,
        seconds=seconds,
        tasks=(),
    )


def grade_anew(
    submission: Submission, settings: Settings, sandbox: Sandbox | None = None, reading: Reading | None = None
) -> SubmissionResult:
    """Grade one submission. What is wrong with it becomes its `reason`; only a broken grader raises.

    A `sandbox` that is given is used and left running: for submissions that live apart in it, or trust each other.
    `reading` reads the submission, as `intake.read` does.
    """
    started = time.monotonic()
    reason: str | None = None
    tasks: tuple[TaskResult, ...] = ()
    notes: tuple[str, ...] = ()
    try:
        handin = (reading or read)(submission)
        tasks, notes = _run_checks(submission, handin, settings, sandbox)
        reason = _own_fault(tasks)
    except (Unreadable, SandboxError) as error:
        reason = str(error)
    except (KitError, KeyboardInterrupt):
        raise
    except Exception as error:  # a fault of the grader on one submission must not cost the others their grades
        reason = f"The grader failed on this submission ({type(error).__name__}: {error}); please report it."
    empty = without_grade(submission, "", time.monotonic() - started)
    return replace(empty, reason=reason, tasks=tasks, notes=notes)


def draw(submission: Submission, settings: Settings, reading: Reading | None = None) -> Exhibits:
    """What a marker sees above each text of a submission: as stored, or drawn now, and stored; `reading` as above."""
    try:
        kept = stored_exhibits(submission, settings)
        if kept is not None:
            return kept
        assert submission.assignment.exhibits is not None
        handin = (reading or read)(submission)
        drawn = {cell: list(items) for cell, items in submission.assignment.exhibits(handin).items()}
        if settings.store is not None:
            with contextlib.suppress(OSError):  # it is drawn again, then
                name = key(submission, settings.sandbox, settings.limits)
                Store(settings.store).put_exhibits(name, drawn)
        return drawn
    except Exception as error:  # a figure that can't be drawn must not cost a student the grade
        reason = f"The kit could not draw its figures ({type(error).__name__}: {error}); please report it."
        return {manual.cell: [Exhibit("The run", note=reason)] for manual in submission.assignment.manual}


def stored_exhibits(submission: Submission, settings: Settings) -> Exhibits | None:
    """What an earlier grading has drawn of just this, if it has."""
    if settings.store is None:
        return None
    return Store(settings.store).get_exhibits(key(submission, settings.sandbox, settings.limits))


def new_sandbox(assignment: Assignment, settings: Settings, zygote: Zygote | None = None) -> Sandbox:
    """A sandbox for that assignment; raises SandboxError where this machine has none of that kind."""
    line = zygote[1] if zygote is not None and zygote[0] == assignment.preload else None
    return Sandbox(
        choose(settings.sandbox),
        assignment.preload,
        settings.limits,
        show_stderr=settings.show_worker,
        zygote=line,
    )


def _run_checks(
    submission: Submission, handin: Handin, settings: Settings, given: Sandbox | None
) -> tuple[tuple[TaskResult, ...], tuple[str, ...]]:
    from autograder.checks import (  # pytest takes a while to import; kept results need none
        HiddenChecks,
        run_pytest,
    )

    assignment = submission.assignment
    with contextlib.nullcontext(given) if given else new_sandbox(assignment, settings) as sandbox:
        sandbox.start()  # it imports the framework while pytest collects the checks
        session = Session(assignment, handin, sandbox, settings.limits)
        student = assignment.make_student(session.ask, handin, seed=settings.seed)
        plugin = HiddenChecks(assignment, session, student)
        run_pytest(plugin, str(assignment.checks_folder))
        session.close()
        errors = [f"Cell `{cell}` stopped with {error}" for cell, error in session.cell_errors.items()]
        return plugin.tasks, (*handin.notes, *errors)


def _own_fault(tasks: tuple[TaskResult, ...]) -> str | None:
    """Why a grading that met an error of the grader's own is no grade."""
    for task in tasks:
        for check in task.checks:
            if check.outcome is Outcome.GRADER_ERROR:
                return f"The grader could not check {check.id}: {check.message}"
    return None


def end_with_parent() -> None:
    """In a worker process of a pool: end when the parent is gone, killed or not, and with it the sandbox."""
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_outlive_nobody, args=(parent,), daemon=True).start()


def _outlive_nobody(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


@contextlib.contextmanager
def grade_all(
    submissions: list[Submission], settings: Settings, workers: int | Elsewhere
) -> Iterator[Iterator[SubmissionResult]]:
    """Grade a batch, each result as it comes, what is stored first; with several workers, in as many processes, or
    elsewhere. They begin before the first result is asked for, and end with the context.
    """
    kept = {submission: stored(submission, settings) for submission in submissions}
    missing = [submission for submission, result in kept.items() if result is None]
    ready = filter(None, kept.values())
    if not isinstance(workers, int):
        yield itertools.chain(ready, workers(missing, settings))
    elif min(workers, len(missing)) <= 1:
        with Grader(settings) as grader:
            grader.warm(missing)
            yield itertools.chain(ready, map(grader.grade, missing))
    else:
        with contextlib.ExitStack() as stack:
            count = min(workers, len(missing))
            zygote = _new_zygote(missing[0].assignment, settings, stack)
            begin = partial(_begin, settings=settings, zygote=zygote, stack=stack)
            yield itertools.chain(ready, _as_they_come(begin(missing, count), missing, count, begin))


def _new_zygote(assignment: Assignment, settings: Settings, stack: contextlib.ExitStack) -> Zygote | None:
    """A worker from which those of other processes are forked: the framework is imported once for all."""
    with contextlib.suppress(SandboxError, OSError):  # the grading says so
        line = stack.enter_context(new_sandbox(assignment, settings)).as_zygote()
        return (assignment.preload, line) if line is not None else None
    return None


def _begin(
    submissions: list[Submission],
    count: int,
    *,
    settings: Settings,
    zygote: Zygote | None,
    stack: contextlib.ExitStack,
) -> list[Job]:
    """Give a batch to so many new processes, which are gone when the stack is left."""
    pool = ProcessPoolExecutor(
        count,
        mp_context=get_context("spawn"),
        initializer=_start_grader,
        initargs=(settings, submissions[:1], zygote),
    )
    stack.callback(pool.shutdown, wait=True, cancel_futures=True)
    with _one_thread_each():
        return [pool.submit(_grade_warm, submission) for submission in submissions]


def _as_they_come(
    jobs: list[Job], submissions: list[Submission], count: int, begin: Callable[[list[Submission], int], list[Job]]
) -> Iterator[SubmissionResult]:
    left = {str(submission.path): submission for submission in submissions}
    for trial in range(_POOLS):
        try:
            if trial:  # a process was killed; what is left goes to new ones
                jobs = begin(list(left.values()), min(len(left), count))
            for job in as_completed(jobs):
                result = job.result()
                del left[result.path]
                yield result
            return
        except BrokenProcessPool:
            continue
    raise KitError(
        f"A grading process was ended from outside {_POOLS} times, for want of memory perhaps: what is graded is kept. "
        "Run it again to go on, with fewer --workers."
    )


_grader: Grader  # of a pool's process


def _start_grader(settings: Settings, first: list[Submission], zygote: Zygote | None) -> None:
    global _grader
    end_with_parent()
    if zygote is not None:
        zygote[1].set_inheritable(False)
    _grader = Grader(settings, zygote)
    atexit.register(_grader.close)
    _grader.warm(first)


def _grade_warm(submission: Submission) -> SubmissionResult:
    return _grader.grade(submission)


@contextlib.contextmanager
def _one_thread_each() -> Iterator[None]:
    """Processes started here calculate in one thread each: numpy's own would fight over the same cores."""
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            os.environ.update({} if value is None else {name: value})
