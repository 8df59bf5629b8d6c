"""How an assignment of a course is graded, kept with the course: sandbox, accepted losses, time limit.

A grading without options uses the same again. Commands that read results (status, report, export) never ask for them.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.results.store import put_changed_text, results_folder
from autograder.grading.settings import Settings
from autograder.records.errors import KitError
from autograder.records.folder_names import KEPT
from autograder.records.guarantees import Guarantee, as_options
from autograder.records.json_text import NotThatRecord, read_record, write_record
from autograder.records.settings import Kind, Limits


@dataclass(frozen=True, slots=True)
class KeptSettings:
    """The sandbox that an assignment was graded in last, the seconds that one submission might take, and the guarantees
    whose loss the instructor has accepted.
    """

    sandbox: Kind
    timeout: float
    without: tuple[Guarantee, ...] = ()

    def __post_init__(self) -> None:
        if self.sandbox is Kind.AUTO or not 1 <= self.timeout < math.inf:
            raise ValueError(f"no sandbox with a time limit: {self}")

    @classmethod
    def of(cls, settings: Settings) -> KeptSettings:
        return cls(settings.sandbox, settings.limits.submission_s, tuple(sorted(settings.without)))

    def __str__(self) -> str:
        """As options of `vaekit grade`."""
        without = f" {as_options(self.without)}" if self.without else ""
        return f"--sandbox {self.sandbox.value} --timeout {self.timeout:g}{without}"


def kept_settings(root: Path, assignment: str) -> KeptSettings | None:
    """How the assignment was graded last; None where it was not. Raises KitError for a file that can't be read."""
    path = _file(root, assignment)
    try:
        return read_record(KeptSettings, path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, NotThatRecord) as error:
        why = error.strerror if isinstance(error, OSError) else "it is damaged"
        raise KitError(f"{path} can't be read ({why}): remove it, and run `vaekit grade` again.") from error


def keeps_settings(folder: Path) -> bool:
    """Whether a folder is a course that keeps how an assignment of it is graded."""
    return _folder(folder).is_dir()


def keep_settings(root: Path, assignment: str, settings: Settings) -> None:
    """Keep how the assignment is graded in the course; raises OSError."""
    put_changed_text(_file(root, assignment), write_record(KeptSettings.of(settings)))


def asked_or_kept(
    root: Path | None, assignment: str, sandbox: Kind | None, timeout: float | None
) -> tuple[Kind, Limits]:
    """The sandbox and limits to grade with: those asked for, else those kept with the course, else the defaults.

    `none`, which runs student code without a sandbox, is never taken from an earlier grading: it must be asked for
    each time.
    """
    kept = kept_settings(root, assignment) if root is not None and None in (sandbox, timeout) else None
    if sandbox is None:
        sandbox = kept.sandbox if kept is not None and kept.sandbox is not Kind.NONE else Kind.AUTO
    if timeout is None:
        return sandbox, Limits(submission_s=kept.timeout) if kept is not None else Limits()
    return sandbox, Limits(submission_s=timeout)


def accepted_losses(
    root: Path | None, assignment: str, asked: Collection[Guarantee] = ()
) -> tuple[Guarantee, ...]:
    """The guarantees whose loss is accepted: those asked for, and those kept with the course."""
    kept = kept_settings(root, assignment) if root is not None else None
    return tuple(one for one in Guarantee if one in asked or (kept is not None and one in kept.without))


def settings_of_course(root: Path, assignment: str) -> Settings:
    """The settings that the assignment's stored results were made with; the defaults where nothing was graded."""
    kept = kept_settings(root, assignment)
    store = results_folder(root)
    if kept is None:
        return Settings(store=store)
    return Settings(kept.sandbox, Limits(submission_s=kept.timeout), store=store, without=kept.without)


def _file(root: Path, assignment: str) -> Path:
    return _folder(root) / f"{assignment}.json"


def _folder(root: Path) -> Path:
    return root / KEPT / "graded_with"
