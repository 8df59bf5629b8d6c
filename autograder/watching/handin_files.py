"""The files of a hand-in that still lies where its student put it: looked at, and copied, without following a link.

All of it is a stranger's, and may change at any moment.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path

from autograder.grading.results.store import naming
from autograder.handin.files.hashes import hash_of_file
from autograder.handin.files.plain import open_plain
from autograder.platforms.transfer.archive.members import Refused
from autograder.platforms.transfer.archive.names import is_junk, parts_of
from autograder.records.errors import KitError
from autograder.records.text import printable
from autograder.records.units import MIB

_WORD_BYTES = 300  # of a time or a secret; nbgrader's secret has 128
MOST_FILES = 200
_FILE_MIB, _ALL_MIB = 64, 256

TreeState = tuple[tuple[str, int, int, int], ...]  # of each file: path, size, time of its last change, inode


class TooManyFiles(KitError):
    """A hand-in holds more files than any that could be graded."""


def tree_state(folder: Path) -> TreeState:
    """What shows whether the files of a folder change. Raises OSError where it can't be looked into, and TooManyFiles."""
    next(folder.iterdir(), None)  # os.walk passes over a folder that can't be read
    found: list[tuple[str, int, int, int]] = []
    for path in _files_below(folder):
        if len(found) == MOST_FILES:
            raise TooManyFiles(f"holds more than {MOST_FILES} files")
        about = path.lstat()
        found.append((str(path.relative_to(folder)), about.st_size, about.st_mtime_ns, about.st_ino))
    return tuple(sorted(found))


def _files_below(folder: Path) -> Iterator[Path]:
    """All that is no folder, folders that are links included."""
    for count, (place, folders, files) in enumerate(os.walk(folder)):
        if count == MOST_FILES:
            raise TooManyFiles(f"holds more than {MOST_FILES} folders")
        yield from (Path(place, name) for name in files)
        yield from (path for name in folders if (path := Path(place, name)).is_symlink())


def word_in(folder: Path, name: str, trusted: Path) -> str | None:
    """The short text in a file of a hand-in, such as its time; None where there is none."""
    try:
        with open_plain(folder / name, trusted) as file:
            return file.read(_WORD_BYTES).decode("utf-8").strip() or None
    except (OSError, ValueError):
        return None


def copy_files(folder: Path, trusted: Path, target: Path) -> list[str]:
    """Copy the plain files of a hand-in into a new folder: notebooks first, within bounds, under names that can be shown.

    Returns a clause for each file that was left out. Raises OSError where the target can't be written.
    """
    left_out, room = [], _ALL_MIB * MIB
    paths = sorted(_files_below(folder), key=lambda path: (path.suffix != ".ipynb", len(path.parts), path.name))
    for path in paths[:MOST_FILES]:
        name = str(path.relative_to(folder))
        try:
            parts = parts_of(os.fsencode(name).decode("utf-8", "replace"))
            if not any(map(is_junk, parts)):
                room -= _copy(path, trusted, target.joinpath(*parts), room)
        except (_LeftOut, Refused) as error:
            left_out.append(f"{printable(name)} {error}")
    return left_out


class _LeftOut(Exception):
    """A file is not copied; the message says why, after its name."""


def _copy(path: Path, trusted: Path, target: Path, room: int) -> int:
    """Copy a file; returns its size."""
    try:
        source = open_plain(path, trusted)
    except OSError as error:
        raise _LeftOut(f"was left out ({error.strerror})") from error
    with source:
        about = os.fstat(source.fileno())
        if about.st_nlink > 1:
            raise _LeftOut("was left out (it is a hard link)")
        if about.st_size > min(_FILE_MIB * MIB, room):
            raise _LeftOut(f"was left out (a file may have {_FILE_MIB} MiB, and all of a hand-in {_ALL_MIB} MiB)")
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            raise _LeftOut("was left out (another file has its name)")
        with naming(target), target.open("xb") as copy:
            shutil.copyfileobj(_Bounded(source, about.st_size), copy, MIB)
    return about.st_size


class _Bounded:
    """A file that ends after so many bytes, though it may grow while it is read."""

    def __init__(self, file: BufferedReader, most: int) -> None:
        self._file, self._left = file, most

    def read(self, size: int = -1, /) -> bytes:
        found = self._file.read(min(size, self._left))
        self._left -= len(found)
        return found


def digest_of(folder: Path) -> str:
    """A hash of the files of a hand-in; "" where there are none. Of a file that is too large, its size counts."""
    if not folder.is_dir():
        return ""
    digest, found = hashlib.sha256(), False
    for path in sorted(_files_below(folder)):
        parts = path.relative_to(folder).parts
        about = path.lstat()
        if any(map(is_junk, parts)) or not stat.S_ISREG(about.st_mode):
            continue
        large = about.st_size > _FILE_MIB * MIB
        content = str(about.st_size) if large else hash_of_file(path, folder).hex()
        digest.update(f"{'/'.join(parts)} {content} ".encode(errors="surrogateescape"))
        found = True
    return digest.hexdigest() if found else ""
