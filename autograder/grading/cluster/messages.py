"""What goes to a cluster's workers and comes back: orders, submissions as bytes, answers as JSON."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder import __version__
from autograder.authoring.assignment import Assignment
from autograder.grading.results.keys import kit_digest
from autograder.grading.results.store import Exhibits
from autograder.grading.settings import Settings
from autograder.handin.files.plain import NotPlain, open_plain
from autograder.handin.read_submission import evidence_path
from autograder.handin.submission import Submission
from autograder.records.json_text import values_of
from autograder.records.results import SubmissionResult
from autograder.records.settings import Kind, Limits
from autograder.records.text import printable, shortened
from autograder.records.units import MIB


@dataclass(frozen=True, slots=True)
class GradingOrder:
    """How to grade; `kit` is a hash of the kit's code."""

    assignment: str
    version: str
    kit: str
    sandbox: Kind
    limits: Limits
    seed: int | None
    draw: bool


@dataclass(frozen=True, slots=True)
class WorkerRefusal:
    """Why a worker can't grade to an order, and whether that is for want of a sandbox."""

    refused: str
    sandbox: bool = False


@dataclass(frozen=True, slots=True)
class WorkerAnswer:
    """What a worker sends of a submission: a result and what was drawn for the marker, or a refusal."""

    worker: str
    result: SubmissionResult | None = None
    exhibits: Exhibits | None = None
    refusal: WorkerRefusal | None = None


def order_of(assignment: Assignment, settings: Settings) -> dict[str, Any]:
    """The GradingOrder as JSON values, which a worker with another version of the kit can read as well."""
    order = GradingOrder(
        assignment.name,
        __version__,
        kit_digest(assignment),
        settings.sandbox,
        settings.limits,
        settings.seed,
        settings.draw,
    )
    record: dict[str, Any] = values_of(order)
    return record


def packed(submission: Submission) -> dict[str, Any]:
    """The files that decide a submission's grade, as bytes; `_content_of` says what stands for other files."""
    with open_plain(submission.path, submission.trusted) as file:
        files: dict[str, bytes | int | None] = {_below(submission.path, submission): file.read()}
    path, declared = evidence_path(submission), submission.assignment.evidence
    if path is not None and declared is not None:
        with contextlib.suppress(FileNotFoundError):
            files[_below(path, submission)] = _content_of(path, submission.trusted, declared.limit_mib * MIB)
    return {
        "student": submission.student,
        "folder": str(submission.folder),
        "notebook": _below(submission.path, submission),
        "foreign": submission.foreign,
        "files": files,
    }


def _below(path: Path, submission: Submission) -> str:
    return str(path.relative_to(submission.folder))


def _content_of(path: Path, trusted: Path, limit: int) -> bytes | int | None:
    """The bytes of an evidence file; its size where it is too large; None where it is not a plain file."""
    try:
        with open_plain(path, trusted) as file:
            size = os.fstat(file.fileno()).st_size
            return size if size > limit else file.read()
    except NotPlain:
        return None


def unpacked(parcel: dict[str, Any], assignment: Assignment, folder: Path) -> Submission:
    """Write the files of a parcel into a folder, and return the submission there."""
    for name, content in parcel["files"].items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.mkdir()
        elif isinstance(content, int):
            with path.open("wb") as file:
                file.truncate(content)
        else:
            path.write_bytes(content)
    return Submission(assignment, parcel["student"], folder, folder / parcel["notebook"], parcel["foreign"])


def short(error: BaseException) -> str:
    return shortened(printable(f"{type(error).__name__}: {error}"), 200)
