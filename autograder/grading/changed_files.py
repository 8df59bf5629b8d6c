"""A result belongs to the files that were read: where they change during the grading, it starts again."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypeVar

from autograder.grading.settings import Settings
from autograder.handin.files.hashes import hash_of_file
from autograder.handin.read_submission import Reading, read_submission
from autograder.handin.submission import Handin, Submission
from autograder.records.errors import KitError
from autograder.records.results import SubmissionResult

_T = TypeVar("_T")
_ATTEMPTS = 3  # how often the work on a submission is begun whose files change meanwhile


class Changed(KitError):
    """The files that were read are not the files that the key stands for."""


def while_unchanged(
    submission: Submission, settings: Settings, work: Callable[[Submission, str], SubmissionResult]
) -> SubmissionResult:
    """The result of `work`, called as by `begun_anew`, with its key; or a result that says why there is no grade."""

    def with_key(submission: Submission, key: str) -> SubmissionResult:
        return replace(work(submission, key), key=key)

    result = begun_anew(submission, settings, with_key)
    return result if result is not None else never_at_rest(submission)


def begun_anew(submission: Submission, settings: Settings, work: Callable[[Submission, str], _T]) -> _T | None:
    """Call `work` with the submission and its key, and again where it raises Changed.

    Returns None where the files keep changing.
    """
    for _ in range(_ATTEMPTS):
        with contextlib.suppress(Changed):
            return work(submission, settings.key_of(submission))
    return None


def reading_of(key: str, settings: Settings) -> Reading:
    """A function that reads a submission once, and raises Changed where `key` is not the key of what it has read."""

    @cache
    def reading(submission: Submission) -> Handin:
        hashes: Mapping[Path, bytes] = {}
        try:
            handin = read_submission(submission)
            hashes = handin.hashes
            return handin
        finally:
            expect_key(submission, settings, key, hashes)

    return reading


def expect_key(submission: Submission, settings: Settings, key: str, hashes: Mapping[Path, bytes]) -> None:
    """Raise Changed unless `key` is the key of the submission's files now, and these have the hashes of what was read.

    The hashes tell of a file that was replaced while it was read and put back since.
    """
    same = all(hash_of_file(path, submission.trusted) == found for path, found in hashes.items())
    if not same or settings.key_of(submission) != key:
        raise Changed(f"{submission.path} changed while it was read.")


def never_at_rest(submission: Submission) -> SubmissionResult:
    """The result for a submission whose files keep changing during the grading."""
    reason = (
        f"{submission.path} or its evidence changes again and again while it is read: grade it when it is whole."
    )
    return without_grade(submission, reason)


def without_grade(submission: Submission, reason: str, seconds: float = 0.0) -> SubmissionResult:
    """The result of a submission that has no grade, with the reason."""
    return SubmissionResult(
        student=submission.student,
        path=str(submission.path),
        reason=reason,
        max_score=submission.assignment.max_score,
        manual_max=submission.assignment.manual_max,
        seconds=seconds,
        tasks=(),
    )
