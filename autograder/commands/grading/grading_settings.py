"""How `vaekit grade` grades: the sandbox and limits from its options, or those kept with the course."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from autograder.authoring.assignment import Assignment
from autograder.commands.terminal import err, out, text
from autograder.grading.graded_folder import keep_graded_folder
from autograder.grading.kept_settings import (
    KeptSettings,
    accepted_losses,
    asked_or_kept,
    keep_settings,
    kept_settings,
)
from autograder.grading.results.store import results_folder
from autograder.grading.settings import Settings
from autograder.handin.submission import Submission
from autograder.records.guarantees import Guarantee
from autograder.records.results import SubmissionResult
from autograder.records.settings import Kind
from autograder.sandbox.choose_backend import backend_for, choose, expect_accepted


def grading_settings(
    root: Path | None,
    assignment: Assignment,
    sandbox: Kind | None,
    timeout: float | None,
    here: bool = True,
    without: Collection[Guarantee] = (),
) -> Settings:
    """The settings to grade with, on this machine or elsewhere. Raises SandboxError where it has no such sandbox, or one
    that lacks a guarantee whose loss is not accepted: by `without`, or earlier in the course.
    """
    kind, limits = asked_or_kept(root, assignment.name, sandbox, timeout)
    kind = choose(kind) if here else Kind.BWRAP if kind is Kind.AUTO else kind
    accepted = accepted_losses(root, assignment.name, without)
    expect_accepted(kind, accepted)
    return Settings(kind, limits, without=accepted, store=results_folder(root) if root is not None else None)


def print_new_settings(root: Path, assignment: Assignment, settings: Settings) -> None:
    """Print where the sandbox or the limits differ from those of the last grading."""
    before, now = kept_settings(root, assignment.name), KeptSettings.of(settings)
    if before not in (None, now):
        words = (
            f"{assignment.name} was graded with {before} and is graded with {now} from now on: what is not graded anew "
            "counts as stale."
        )
        out.print(text(words), highlight=False, soft_wrap=True)


def print_weaker_sandbox(settings: Settings) -> None:
    """Print what the sandbox gives, where that is less than bubblewrap or an engine gives."""
    gives = backend_for(settings.sandbox).gives()
    if gives:
        err.print(text(f"Sandbox: {gives}."), highlight=False, soft_wrap=True)


def keeping_settings(
    root: Path | None, submissions: Sequence[Submission], settings: Settings, coming: Iterator[SubmissionResult]
) -> Iterator[SubmissionResult]:
    """Pass the results on; with the first one, save with the course what is graded, and how."""
    name = submissions[0].assignment.name
    for number, result in enumerate(coming):
        if root is not None and number == 0:
            try:
                keep_settings(root, name, settings)
                keep_graded_folder(root, name, submissions)
            except OSError as error:
                words = (
                    f"vaekit: How this is graded could not be kept in {root} ({error.strerror}): make room there."
                )
                err.print(text(words), highlight=False, soft_wrap=True)
        yield result
