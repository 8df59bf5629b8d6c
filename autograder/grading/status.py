"""How far the grading of each submission is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from autograder.grading.results.store import Store
from autograder.grading.settings import Settings
from autograder.handin.submission import Submission
from autograder.records.results import SubmissionResult


class GradingState(StrEnum):
    """How far the grading of a submission is."""

    GRADED = "graded"
    STALE = "stale"  # the files, the checks or the limits have changed since
    MISSING = "not graded yet"
    ATTENTION = "needs attention"

    @property
    def explanation(self) -> str:
        """Why a submission in this state has no grade that counts, in a sentence; "" where its result says so."""
        return _EXPLANATIONS.get(self, "")


_EXPLANATIONS = {
    GradingState.STALE: "It was graded, but its files, the checks or the limits have changed since.",
    GradingState.MISSING: "It has not been graded yet.",
}


@dataclass(frozen=True, slots=True)
class GradingStatus:
    """A submission, how far its grading is, and its stored result: the grade, or what needs attention, or None."""

    submission: Submission
    state: GradingState
    result: SubmissionResult | None = None

    @property
    def student(self) -> str:
        return self.submission.student


def grading_statuses(submissions: list[Submission], settings: Settings) -> Iterator[GradingStatus]:
    """The status of each submission by the results that are stored for these settings."""
    assert settings.store is not None
    store = Store(settings.store)
    graded_before = store.students()
    for submission in submissions:
        key = settings.key_of(submission)
        graded, attention = store.get(key), store.get_attention(key)
        if graded is not None:
            yield GradingStatus(submission, GradingState.GRADED, graded)
        elif attention is not None:
            yield GradingStatus(submission, GradingState.ATTENTION, attention)
        else:
            state = GradingState.STALE if submission.student in graded_before else GradingState.MISSING
            yield GradingStatus(submission, state)
