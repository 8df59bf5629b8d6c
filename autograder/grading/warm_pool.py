"""Grading processes, each with a warm worker: for a batch, and for submissions that come one after the other."""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess

from autograder.authoring.assignment import Assignment
from autograder.grading.settings import Settings
from autograder.grading.submission import new_sandbox
from autograder.grading.warm_grader import Grader
from autograder.handin.submission import Submission
from autograder.records.errors import SandboxError
from autograder.records.results import SubmissionResult
from autograder.sandbox.limits import machine_capacity
from autograder.sandbox.sandboxed_worker import Zygote

_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def end_with_parent() -> None:
    """End this worker process of a pool, and with it the sandbox, when the parent process ends or is killed."""
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_exit_after, args=(parent,), daemon=True).start()


def _exit_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def new_zygote(assignment: Assignment, settings: Settings, stack: contextlib.ExitStack) -> Zygote | None:
    """A worker from which the workers of other processes are forked, so that the framework is imported once."""
    with contextlib.suppress(SandboxError, OSError):  # the grading reports it
        return stack.enter_context(new_sandbox(assignment, settings)).as_zygote()
    return None


def new_pool(
    assignment: Assignment,
    count: int,
    settings: Settings,
    zygote: Zygote | None,
    *,
    ignore_interrupt: bool = False,
) -> ProcessPoolExecutor:
    """`count` grading processes, which start with the first submission that `grade_in` gives them.

    With `ignore_interrupt`, Ctrl-C at the terminal, which reaches them too, stops none of them in the middle.
    """
    return ProcessPoolExecutor(
        count,
        mp_context=get_context("spawn"),
        initializer=_start_grader,
        initargs=(settings, assignment, zygote, ignore_interrupt),
    )


def grade_in(pool: ProcessPoolExecutor, *submissions: Submission) -> list[Future[SubmissionResult]]:
    """Give submissions to a pool; the results are still to come."""
    with _one_thread_each():
        return [pool.submit(_grade_warm, submission) for submission in submissions]


class WarmPool:
    """Grading processes that stay from one submission to the next, and are replaced when they are ended from outside.

    Their number is bounded by what the machine has for `workers` submissions at a time.
    """

    def __init__(self, assignment: Assignment, settings: Settings, workers: int) -> None:
        plan = machine_capacity.budget(workers, settings.limits.processes)
        self.workers = plan.workers
        self._assignment = assignment
        self._settings = replace(settings, share=plan.processes) if plan.workers > 1 else settings
        self._stack = contextlib.ExitStack()
        self._pool: ProcessPoolExecutor | None = None
        self._zygote = new_zygote(assignment, self._settings, self._stack) if plan.workers > 1 else None

    def warm(self) -> None:
        """Start the processes and their workers, which import the framework in the background."""
        with _one_thread_each():
            self._processes().submit(os.getpid)

    def grade(self, submission: Submission) -> Future[SubmissionResult]:
        """Grade a submission. The result raises BrokenProcessPool where its process is ended from outside."""
        try:
            return grade_in(self._processes(), submission)[0]
        except BrokenProcessPool:
            self._end_processes()
            return grade_in(self._processes(), submission)[0]

    def _processes(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = new_pool(
                self._assignment, self.workers, self._settings, self._zygote, ignore_interrupt=True
            )
        return self._pool

    def _end_processes(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def close(self) -> None:
        """End the processes; those that grade do so first."""
        self._end_processes()
        self._stack.close()


_grader: Grader  # set in each process of a pool


def _start_grader(
    settings: Settings, assignment: Assignment, zygote: Zygote | None, ignore_interrupt: bool
) -> None:
    global _grader
    end_with_parent()
    if ignore_interrupt:
        signal.signal(signal.SIGINT, lambda *_: None)  # a sandbox has a session of its own, and default signals
    if zygote is not None:
        zygote.control.set_inheritable(False)
    _grader = Grader(settings, zygote)
    atexit.register(_grader.close)
    _grader.warm(assignment)


def _grade_warm(submission: Submission) -> SubmissionResult:
    return _grader.grade(submission)


@contextlib.contextmanager
def _one_thread_each() -> Iterator[None]:
    """Let processes that are started here use one numpy thread each: more would compete for the same cores."""
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            os.environ.update({} if value is None else {name: value})
