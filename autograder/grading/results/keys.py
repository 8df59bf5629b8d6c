"""The key of a stored result: a hash of all that decides the grade.

That is the files handed in, the code of the kit and of the assignment, the versions of the libraries, the sandbox and its
limits. The same key is the same grade; where one of these changes, the submission is graded anew.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

from autograder import __version__
from autograder.authoring.assignment import Assignment
from autograder.authoring.training_texts import FOR_MARKERS
from autograder.handin.files.hashes import hash_of_file
from autograder.handin.read_submission import evidence_path
from autograder.handin.submission import Submission
from autograder.records.settings import Kind, Limits

_KIT = Path(__file__).resolve().parents[2]
_DECIDE = ("records", "authoring", "handin", "sandbox", "grading")  # floors whose code decides a grade
_LIBRARIES = ("keras", "numpy", "tensorflow")  # and what an assignment imports beforehand
_CALLED = {"sklearn": ("scikit-learn",), "tensorflow": ("tensorflow-cpu",)}  # what pip calls some of them


def key_of(submission: Submission, sandbox: Kind, limits: Limits) -> str:
    """The key of a submission's result. `Settings.key_of` calls it with its own sandbox and limits."""
    digest = hashlib.sha256()
    for path in _files(submission):
        digest.update(f"{path.name} ".encode(errors="surrogateescape"))
    digest.update(files_hash(submission).encode())
    words = f"{submission.student} {submission.foreign} {sandbox} {limits} "
    digest.update(words.encode(errors="surrogateescape"))
    digest.update(kit_digest(submission.assignment).encode())
    return digest.hexdigest()


def files_hash(submission: Submission) -> str:
    """A hash of the content of the notebook and the evidence file."""
    digest = hashlib.sha256()
    for path in _files(submission):
        digest.update(hash_of_file(path, submission.trusted))
    return digest.hexdigest()


def _files(submission: Submission) -> Iterator[Path]:
    """The files whose content decides the grade."""
    yield submission.path
    if (evidence := evidence_path(submission)) is not None:
        yield evidence


@cache
def kit_digest(assignment: Assignment) -> str:
    """A hash of all that decides a grade besides the submission: code of the kit and the assignment, and libraries."""
    digest = hashlib.sha256(__version__.encode())
    own, source = assignment.folder, assignment.source_notebook.parent
    parts = [(_KIT, [_KIT / "wire.py"]), *((_KIT / floor, (_KIT / floor).rglob("*.py")) for floor in _DECIDE)]
    parts += [(own, [*own.rglob("*.py"), *own.rglob("*.toml")]), (source, source.glob("*.*"))]
    for folder, paths in parts:
        for path in sorted(path for path in paths if not path.name.endswith(FOR_MARKERS)):
            content = path.read_bytes()
            digest.update(f"{folder.name}/{path.relative_to(folder)} {len(content)} ".encode() + content)
    for name in sorted({*_LIBRARIES, *(module.partition(".")[0] for module in assignment.preload)}):
        digest.update(f"{name} {_version(name)} ".encode())
    return digest.hexdigest()


def _version(package: str) -> str:
    """The version of an installed package, which pip may know by another name; "" where it is not installed."""
    for name in (package, *_CALLED.get(package, ())):
        with contextlib.suppress(metadata.PackageNotFoundError):
            return metadata.version(name)
    return ""
