"""Results kept by content: a grade is computed once, whoever asks for it.

The key is a hash over everything that decides a grade: the files handed in, the kit's own code with the
assignment's checks and source notebook, and the limits. A changed submission or check is graded anew.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import BinaryIO

from autograder import __version__
from autograder.assignment import Assignment
from autograder.exhibits import Exhibit
from autograder.intake import Submission, evidence_path
from autograder.results import SubmissionResult
from autograder.sandbox import Kind, Limits

Exhibits = dict[str, list[Exhibit]]  # what stands above each text, by the text's cell
_KIT = Path(__file__).resolve().parent
_DRAFT = ".vaekit.tmp"


def course_root(start: Path) -> Path | None:
    """The nbgrader course root that `start` lies in, if it lies in one."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / "nbgrader_config.py").is_file():
            return folder
    return None


def course_store(start: Path) -> Path | None:
    """Where results are kept: in the course root that `start` lies in, or nowhere."""
    root = course_root(start)
    return results_folder(root) if root is not None else None


def results_folder(root: Path) -> Path:
    """Where a course's results are kept."""
    return root / ".vaekit" / "results"


class Store:
    """A folder of results, one file each, named by its key."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> SubmissionResult | None:
        """The stored result, or None; a file that can't be read counts as none."""
        return self._read(self._folder / f"{key}.json")

    def _read(self, path: Path) -> SubmissionResult | None:
        try:
            return SubmissionResult.from_json(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, key: str, result: SubmissionResult) -> None:
        """Store a grade, whole or not at all. Where there is none, what was wrong is noted: it is tried again."""
        name = f"{key}.json" if result.reason is None else f"{key}.attention.json"
        put_text(self._folder / name, json.dumps(result.as_json()))

    def get_attention(self, key: str) -> SubmissionResult | None:
        """What was wrong when this was graded last, or None."""
        return self._read(self._folder / f"{key}.attention.json")

    def students(self) -> set[str]:
        """Everybody of whom there is a grade, of whatever files and checks."""
        found = (self._read(path) for path in self._folder.glob("*.json") if path.suffixes == [".json"])
        return {result.student for result in found if result is not None}

    def get_exhibits(self, key: str) -> Exhibits | None:
        """What was drawn for the marker of that result, or None; a file that can't be read counts as none."""
        try:
            record = json.loads((self._folder / f"{key}.exhibits.json").read_text(encoding="utf-8"))
            return {cell: [Exhibit.from_json(item) for item in items] for cell, items in record.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def put_exhibits(self, key: str, exhibits: Exhibits) -> None:
        record = {cell: [item.as_json() for item in items] for cell, items in exhibits.items()}
        put_text(self._folder / f"{key}.exhibits.json", json.dumps(record))


def put_text(path: Path, text: str) -> None:
    """Write a file, whole or not at all, whenever the machine stops."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _draft(path.parent / _DRAFT) as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
        Path(file.name).replace(path)
    settle(path.parent)


@contextlib.contextmanager
def _draft(path: Path) -> Iterator[BinaryIO]:
    """The one file of a folder in which its next file is written, by whoever has its lock: a killed writer leaves no
    more than this one, and the next writes over it.
    """
    while True:
        with open(path, "ab", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if not _names(path, file):  # another has put it into its place meanwhile
                continue
            try:
                file.truncate(0)
                yield file
            finally:
                if _names(path, file):  # not written: a full disk gets its room back
                    path.unlink()
            return


def _names(path: Path, file: BinaryIO) -> bool:
    """Whether the open file has that name now."""
    with contextlib.suppress(FileNotFoundError):
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    return False


def settle(*places: Path) -> None:
    """See that files, or the entries of folders, are on the disk, whenever the machine stops from now on."""
    for place in places:
        descriptor = os.open(place, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def key(submission: Submission, kind: Kind, limits: Limits) -> str:
    """The hash of everything that decides the grade of `submission`."""
    digest = hashlib.sha256()
    names = [submission.path]
    if submission.assignment.evidence_file is not None:
        names.append(evidence_path(submission))
    for path in names:
        digest.update(f"{path.name} ".encode(errors="surrogateescape"))
        if path.is_file():
            state = path.stat()
            digest.update(_content(path, state.st_ino, state.st_mtime_ns, state.st_size))
    digest.update(f"{submission.student} {submission.foreign} {kind} {limits} ".encode(errors="surrogateescape"))
    digest.update(kit_digest(submission.assignment).encode())
    return digest.hexdigest()


@lru_cache(maxsize=4096)
def _content(path: Path, inode: int, changed_ns: int, size: int) -> bytes:
    """The hash of a file's content, which is asked for half a dozen times in a grading; evidence is some MiB."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


@cache
def kit_digest(assignment: Assignment) -> str:
    """A hash of all code that decides a grade."""
    digest = hashlib.sha256(__version__.encode())
    for path in sorted([*_KIT.rglob("*.py"), *assignment.source_notebook.parent.glob("*.*")]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
