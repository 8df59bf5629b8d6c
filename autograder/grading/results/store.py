"""A folder of results, each in a file that is named by its key: a grade is computed once."""

from __future__ import annotations

import contextlib
import fcntl
import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from autograder.records.exhibit import Exhibit
from autograder.records.folder_names import KEPT
from autograder.records.json_text import NotThatRecord, read_record, write_record
from autograder.records.results import SubmissionResult

Exhibits = dict[str, list[Exhibit]]  # what a marker sees above each text, by the text's cell


def results_folder(root: Path) -> Path:
    """Where a course's results are kept."""
    return root / KEPT / "results"


class Store:
    """A folder of results, one file each, named by its key."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> SubmissionResult | None:
        """The stored result, or None; a file that can't be read counts as none."""
        return self._with_key(key, self._read(self._folder / f"{key}.json"))

    def _read(self, path: Path) -> SubmissionResult | None:
        try:
            return read_record(SubmissionResult, path.read_bytes())
        except (OSError, NotThatRecord):
            return None

    def put(self, key: str, result: SubmissionResult) -> None:
        """Store a result atomically. A result without a grade is stored apart, and its submission is graded again."""
        name = f"{key}.json" if result.reason is None else f"{key}.attention.json"
        put_text(self._folder / name, write_record(result))

    def get_attention(self, key: str) -> SubmissionResult | None:
        """The stored result without a grade, which states the reason; None where there is none."""
        return self._with_key(key, self._read(self._folder / f"{key}.attention.json"))

    def _with_key(self, key: str, result: SubmissionResult | None) -> SubmissionResult | None:
        return replace(result, key=key) if result is not None else None

    def students(self) -> set[str]:
        """The students with any stored grade, even one of earlier files or checks."""
        found = (self._read(path) for path in self._folder.glob("*.json") if path.suffixes == [".json"])
        return {result.student for result in found if result is not None}

    def get_exhibits(self, key: str) -> Exhibits | None:
        """The stored exhibits of that result, or None; a file that can't be read counts as none."""
        try:
            return read_record(Exhibits, (self._folder / f"{key}.exhibits.json").read_bytes())
        except (OSError, NotThatRecord):
            return None

    def put_exhibits(self, key: str, exhibits: Exhibits) -> None:
        put_text(self._folder / f"{key}.exhibits.json", write_record(exhibits))


def put_changed_text(path: Path, text: str) -> None:
    """Write a file as `put_text` does, where it holds something else or is not there."""
    if not path.is_file() or path.read_text(encoding="utf-8", errors="replace") != text:
        put_text(path, text)


def put_text(path: Path, text: str, *, durable: bool = True) -> None:
    """Write a file atomically and durably: after a crash it has the old content or the new one.

    What can be made anew at any time need not be durable, and is written without waiting for the disk: after a crash of
    the machine it may be empty.
    """
    make_folder(path.parent)
    with naming(path), _draft(path.parent / f".vaekit-{os.geteuid()}.tmp") as file:
        file.write(text.encode())
        file.flush()
        if durable:
            os.fsync(file.fileno())
        Path(file.name).replace(path)
    if durable:
        settle(path.parent)


@contextlib.contextmanager
def naming(path: Path) -> Iterator[None]:
    """Let an OSError that names no file, as where the disk is full, name this one."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


@contextlib.contextmanager
def _draft(path: Path) -> Iterator[BinaryIO]:
    """Open and lock the one draft file that this user has in the folder: the next file is written there, then renamed.

    A writer that is killed leaves only this file, and the user's next one writes over it. Another user could not open it
    before its rights are set.
    """
    while True:
        with open(path, "ab", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if not _names(path, file):  # another process has renamed it meanwhile
                continue
            try:
                if KEPT in path.parts:
                    _share(path, 0o060)
                file.truncate(0)
                yield file
            finally:
                if _names(path, file):  # it was not renamed, as on a full disk: free its space
                    path.unlink()
            return


def make_folder(folder: Path) -> None:
    """Make a folder and its parents; in a course's `.vaekit` with the rights that its group has in the course."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    if KEPT in folder.parts:
        _share(folder, 0o2070)


def _share(path: Path, bits: int) -> None:
    """Give a path that this user owns the group of its folder, and the group's rights limited to `bits`."""
    above, own = path.parent.stat(), path.stat()
    if own.st_uid != os.geteuid():
        return
    if own.st_gid != above.st_gid:
        with contextlib.suppress(PermissionError):  # the user is not in that group
            os.chown(path, -1, above.st_gid)
    wished = stat.S_IMODE(own.st_mode) & 0o700 | (
        above.st_mode & bits if path.stat().st_gid == above.st_gid else 0
    )
    if stat.S_IMODE(path.stat().st_mode) != wished:
        path.chmod(wished)


def _names(path: Path, file: BinaryIO) -> bool:
    """Whether the path still names the open file."""
    with contextlib.suppress(FileNotFoundError):
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    return False


def settle(*places: Path) -> None:
    """Flush files, or the entries of folders, to the disk."""
    for place in places:
        descriptor = os.open(place, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
