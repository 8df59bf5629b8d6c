"""Grades one submission: hand-in, sandbox, checks, result."""

from __future__ import annotations

import contextlib
import time
from dataclasses import replace

from autograder.authoring.assignment import Assignment
from autograder.grading.changed_files import reading_of, while_unchanged, without_grade
from autograder.grading.results.store import Store
from autograder.grading.settings import Settings
from autograder.handin.read_submission import Reading, read_submission
from autograder.handin.submission import Handin, Submission
from autograder.records.errors import REFUSED, KitError, MachineRefused, SandboxError, Unreadable
from autograder.records.outcomes import Outcome
from autograder.records.results import SubmissionResult, TaskResult
from autograder.records.settings import Kind
from autograder.sandbox.choose_backend import choose
from autograder.sandbox.limited_disclosure import bounded
from autograder.sandbox.limits import machine_capacity
from autograder.sandbox.mounts import expect_unexposed
from autograder.sandbox.sandboxed_worker import Sandbox, Zygote
from autograder.sandbox.student_session import Session


def stored_result(submission: Submission, settings: Settings, key: str | None = None) -> SubmissionResult | None:
    """The stored result of the submission, or None; `key` is its key, where the caller knows it."""
    if settings.store is None or settings.seed is not None or settings.regrade:
        return None
    result = Store(settings.store).get(key or settings.key_of(submission))
    return replace(result, path=str(submission.path)) if result is not None else None


def grade(submission: Submission, settings: Settings, sandbox: Sandbox | None = None) -> SubmissionResult:
    """Return the stored grade of the submission, or grade it and store the result; `sandbox` as in `grade_anew`."""

    def work(submission: Submission, key: str) -> SubmissionResult:
        kept = stored_result(submission, settings, key)
        if kept is not None:
            return kept
        result = grade_anew(submission, settings, sandbox, reading_of(key, settings))
        return store_result(replace(result, key=key), settings)

    return while_unchanged(submission, settings, work)


def store_result(result: SubmissionResult, settings: Settings) -> SubmissionResult:
    """Store the result under its key, where results are stored. Returns it, with a note where it can't be stored: a grade
    that is not stored is still a grade.
    """
    if settings.store is None or settings.seed is not None or result.key is None:
        return result
    try:
        Store(settings.store).put(result.key, result)
    except OSError as error:
        note = f"The result could not be kept for the next run ({error.strerror}: {settings.store})."
        return replace(result, notes=(*result.notes, note))
    return result


def grade_anew(
    submission: Submission, settings: Settings, sandbox: Sandbox | None = None, reading: Reading | None = None
) -> SubmissionResult:
    """Grade one submission. What is wrong with it becomes its `reason`; only a broken grader raises.

    A `sandbox` that is given is used and left running: for submissions that live apart in it, or trust each other.
    `reading` reads the submission, as `handin.read.read` does.
    """
    started = time.monotonic()
    reason: str | None = None
    tasks: tuple[TaskResult, ...] = ()
    notes: tuple[str, ...] = ()
    try:
        if settings.sandbox is not Kind.NONE:
            expect_unexposed(submission.folder, settings.store)
        handin = (reading or read_submission)(submission)
        tasks, notes = _run_checks(submission, handin, settings, sandbox)
        reason = _own_fault(tasks)
    except (Unreadable, SandboxError) as error:
        reason = str(error)
    except (KitError, KeyboardInterrupt):
        raise
    except Exception as error:  # a fault of the grader on one submission must not cost the others their grades
        reason = f"The grader failed on this submission ({type(error).__name__}: {error}); please report it."
    empty = without_grade(submission, "", time.monotonic() - started)
    return replace(empty, reason=reason, tasks=tasks, notes=bounded(notes))


def new_sandbox(assignment: Assignment, settings: Settings, zygote: Zygote | None = None) -> Sandbox:
    """A sandbox for that assignment; raises SandboxError where this machine has none of that kind."""
    most = settings.limits.processes
    share = machine_capacity.budget(1, most).processes if settings.share is None else settings.share
    return Sandbox(
        choose(settings.sandbox),
        assignment.preload,
        replace(settings.limits, processes=share),
        show_stderr=settings.show_worker,
        zygote=zygote if zygote is not None and zygote.preload == assignment.preload else None,
    )


def _run_checks(
    submission: Submission, handin: Handin, settings: Settings, given: Sandbox | None
) -> tuple[tuple[TaskResult, ...], tuple[str, ...]]:
    from autograder.grading.checks.hidden_checks import HiddenChecks, run_pytest

    assignment = submission.assignment
    with contextlib.nullcontext(given) if given else new_sandbox(assignment, settings) as sandbox:
        sandbox.start()  # it imports the framework while pytest collects the checks
        session = Session(assignment, handin, sandbox, settings.limits)
        student = assignment.make_student(session.ask, handin, seed=settings.seed)
        plugin = HiddenChecks(assignment, session, student)
        run_pytest(plugin, str(assignment.checks_folder))
        session.close()
        if session.was_refused and _may_be_the_machines(settings):
            raise MachineRefused(
                f"{REFUSED} while this was graded: end other programs, and run the command again."
            )
        return plugin.tasks, (*handin.notes, *session.notes)


def _may_be_the_machines(settings: Settings) -> bool:
    """Whether a process may have been refused by the machine rather than by the submission's own limit."""
    return machine_capacity.is_short() or (settings.share or settings.limits.processes) < settings.limits.processes


def _own_fault(tasks: tuple[TaskResult, ...]) -> str | None:
    """The reason why there is no grade where a check met a fault of the grader; None where none did."""
    for task in tasks:
        for check in task.checks:
            if check.outcome is Outcome.GRADER_ERROR:
                return f"The grader could not check {check.id}: {check.message}"
    return None
