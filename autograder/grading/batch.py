"""A batch of submissions in several processes, each with a warm worker."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterator
from concurrent.futures import Future, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import partial

from autograder.authoring.assignment import Assignment
from autograder.grading.declaration_faults import expect_sound
from autograder.grading.settings import Settings
from autograder.grading.submission import stored_result
from autograder.grading.warm_grader import Grader
from autograder.grading.warm_pool import grade_in, new_pool, new_zygote
from autograder.handin.submission import Submission
from autograder.records.errors import REFUSED, KitError
from autograder.records.results import SubmissionResult
from autograder.sandbox.limits import machine_capacity
from autograder.sandbox.sandboxed_worker import Zygote

Results = list[Future[SubmissionResult]]  # still to come
Elsewhere = Callable[
    [list[Submission], "Settings"], Iterator[SubmissionResult]
]  # grades a batch on other machines
_POOLS = 3  # how often processes that are killed are replaced


@contextlib.contextmanager
def grade_all(
    submissions: list[Submission], settings: Settings, workers: int | Elsewhere
) -> Iterator[Iterator[SubmissionResult]]:
    """Grade a batch, in this process, in several, or on other machines.

    Gives an iterator over the results: the stored ones first, then each when it is ready. The processes start before the
    first result is asked for, and end with the context.
    """
    for assignment in _assignments(submissions):
        assignment.expect_installed()
    kept = {submission: stored_result(submission, settings) for submission in submissions}
    missing = [submission for submission, result in kept.items() if result is None]
    ready = filter(None, kept.values())
    if not isinstance(workers, int):
        _expect_sound(missing)
        yield itertools.chain(ready, workers(missing, settings))
        return
    plan = (
        machine_capacity.budget(max(min(workers, len(missing)), 1), settings.limits.processes) if missing else None
    )
    if plan is None or plan.workers == 1:
        with Grader(settings) as grader:
            if missing:
                grader.warm(missing[0].assignment)
            _expect_sound(missing)
            yield itertools.chain(ready, map(grader.grade, missing))
    else:
        with contextlib.ExitStack() as stack:
            shared = replace(settings, share=plan.processes)
            zygote = new_zygote(missing[0].assignment, shared, stack)
            _expect_sound(missing)
            begin = partial(_begin, settings=shared, zygote=zygote, stack=stack)
            coming = _as_they_come(begin(missing, plan.workers), missing, plan.workers, begin)
            yield itertools.chain(ready, _again_alone(coming, missing, settings))


def _assignments(submissions: list[Submission]) -> set[Assignment]:
    return {submission.assignment for submission in submissions}


def _expect_sound(missing: list[Submission]) -> None:
    """Raise KitError where an assignment to grade by is declared wrongly: read while a worker imports what it needs.

    A stored result needs no look: its key covers all that is read here.
    """
    for assignment in _assignments(missing):
        expect_sound(assignment)


def _again_alone(
    coming: Iterator[SubmissionResult], submissions: list[Submission], settings: Settings
) -> Iterator[SubmissionResult]:
    """The results; a submission that the machine refused resources, as when others used them, is graded again alone."""
    refused = set()
    for result in coming:
        if result.reason is not None and result.reason.startswith(REFUSED):
            refused.add(result.path)
        else:
            yield result
    with Grader(settings) as grader:
        yield from (grader.grade(one) for one in submissions if str(one.path) in refused)


def _begin(
    submissions: list[Submission],
    count: int,
    *,
    settings: Settings,
    zygote: Zygote | None,
    stack: contextlib.ExitStack,
) -> Results:
    """Give a batch to `count` new processes, which end when the stack is closed."""
    pool = new_pool(submissions[0].assignment, count, settings, zygote)
    stack.callback(pool.shutdown, wait=True, cancel_futures=True)
    return grade_in(pool, *submissions)


def _as_they_come(
    futures: Results, submissions: list[Submission], count: int, begin: Callable[[list[Submission], int], Results]
) -> Iterator[SubmissionResult]:
    """The results in the order in which they are ready; what a killed process has left is given to new ones."""
    left = {str(submission.path): submission for submission in submissions}
    for attempt in range(_POOLS):
        try:
            if attempt:
                futures = begin(list(left.values()), min(len(left), count))
            for future in as_completed(futures):
                result = future.result()
                del left[result.path]
                yield result
            return
        except BrokenProcessPool:
            continue
    raise KitError(
        f"A grading process was ended from outside {_POOLS} times, for want of memory perhaps: what is graded is kept. "
        "Run it again to go on, with fewer --workers."
    )
