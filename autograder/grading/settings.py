"""How to grade."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from autograder.grading.results.keys import key_of
from autograder.handin.submission import Submission
from autograder.records.guarantees import Guarantee
from autograder.records.settings import Kind, Limits


@dataclass(frozen=True, slots=True)
class Settings:
    """How to grade: the sandbox and its limits, a seed for the checks' random inputs (None: fresh ones), and the
    folder where results are kept (None: nowhere). `regrade` grades anew what has a stored result; with `draw` a batch
    draws what a marker sees as well. `without` are the guarantees of a sandbox whose loss the instructor accepts.
    """

    sandbox: Kind = Kind.BWRAP
    limits: Limits = field(default_factory=Limits)
    show_worker: bool = False
    seed: int | None = None
    store: Path | None = None
    regrade: bool = False
    draw: bool = False
    without: tuple[Guarantee, ...] = ()
    share: int | None = None  # processes and threads of each, in a batch; None: it is graded alone

    def key_of(self, submission: Submission) -> str:
        """The key of the submission's result, graded with these settings."""
        return key_of(submission, self.sandbox, self.limits)
