"""Results kept by content: a grade is computed once, whoever asks for it.

The key is a hash over everything that decides a grade: the files handed in, the kit's own code with the
assignment's checks and source notebook, and the limits. A changed submission or check is graded anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from functools import cache
from pathlib import Path

from autograder import __version__
from autograder.assignment import Assignment
from autograder.intake import Submission, evidence_path
from autograder.results import SubmissionResult
from autograder.sandbox import Kind, Limits

_KIT = Path(__file__).resolve().parent


def course_store(start: Path) -> Path | None:
    """Where results are kept: in the course root that `start` lies in, or nowhere."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / "nbgrader_config.py").is_file():
            return folder / ".vaekit" / "results"
    return None


class Store:
    """A folder of results, one file each, named by its key."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> SubmissionResult | None:
        """The stored result, or None; a file that can't be read counts as none."""
        try:
            record = json.loads((self._folder / f"{key}.json").read_text(encoding="utf-8"))
            return SubmissionResult.from_json(record)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, key: str, result: SubmissionResult) -> None:
        """Store a grade, whole or not at all. A submission without a grade is never stored."""
        if result.reason is not None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", dir=self._folder, suffix=".tmp", delete=False, encoding="utf-8"
        ) as file:
            json.dump(result.as_json(), file)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(self._folder / f"{key}.json")


def key(submission: Submission, kind: Kind, limits: Limits) -> str:
    """The hash of everything that decides the grade of `submission`."""
    digest = hashlib.sha256()
    names = [submission.path]
    if submission.assignment.evidence_file is not None:
        names.append(evidence_path(submission))
    for path in names:
        digest.update(f"{path.name} ".encode(errors="surrogateescape"))
        if path.is_file():
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    digest.update(f"{submission.student} {submission.foreign} {kind} {limits} ".encode(errors="surrogateescape"))
    digest.update(kit_digest(submission.assignment).encode())
    return digest.hexdigest()


@cache
def kit_digest(assignment: Assignment) -> str:
    """A hash of all code that decides a grade."""
    digest = hashlib.sha256(__version__.encode())
    for path in sorted([*_KIT.rglob("*.py"), *assignment.source_notebook.parent.glob("*.*")]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
