"""Many submissions graded at a time, each process with one warm worker: the corpus trusts itself."""

from __future__ import annotations

import atexit
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

from rich.console import Console
from rich.progress import track

from autograder.grade import Settings, end_with_parent, grade_anew, new_sandbox
from autograder.intake import Submission
from autograder.results import SubmissionResult
from autograder.sandbox import Sandbox

_warm: list[Sandbox] = []


def grade_warm(submission: Submission, settings: Settings) -> SubmissionResult:
    """Grade in the worker that this process keeps, which has imported what a worker imports."""
    if not _warm:
        _warm.append(new_sandbox(submission.assignment, settings))
        atexit.register(_warm[0].close)
    return grade_anew(submission, settings, _warm[0])


def in_parallel(work: Callable[..., Any], title: str, *columns: Sequence[Any]) -> Iterator[Any]:
    """`work` of each row of the columns, in their order, as many at a time as there are processors."""
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn"), initializer=end_with_parent) as pool:
        results = pool.map(work, *columns)
        yield from track(results, title, len(columns[0]), console=Console(stderr=True), transient=True)
