"""The files in a zip, a tar or a folder, before anything of them is read."""

from __future__ import annotations

import gzip
import io
import os
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from autograder.handin.files.plain import open_plain


class Refused(Exception):
    """Why one file, or all that follow, can't come in."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive; `packed` is its size there in bytes, or None where nobody knows."""

    name: str
    size: int
    packed: int | None
    wrong: str | None  # what it is in place of a file
    open: Callable[[], IO[bytes]]


def in_zip(archive: zipfile.ZipFile) -> Iterator[Member]:
    for entry in archive.infolist():
        if entry.is_dir():
            continue
        mode = entry.external_attr >> 16
        wrong = "is a link" if stat.S_ISLNK(mode) else None
        if entry.flag_bits & 1:
            wrong = "is locked by a password"
        yield Member(_zip_name(entry), entry.file_size, entry.compress_size, wrong, _opener(archive, entry))


def _opener(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    return lambda: archive.open(entry)


def _zip_name(entry: zipfile.ZipInfo) -> str:
    """The name in the archive; one that is not marked as UTF-8 mostly is."""
    name = entry.orig_filename
    if entry.flag_bits & 0x800:
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def in_tar(tar: tarfile.TarFile) -> Iterator[Member]:
    for entry in tar:
        if not entry.isdir():
            wrong = None if entry.isreg() else "is a link" if entry.issym() or entry.islnk() else "is no file"
            yield Member(entry.name, entry.size, None, wrong, _tar_opener(tar, entry))


def _tar_opener(tar: tarfile.TarFile, entry: tarfile.TarInfo) -> Callable[[], IO[bytes]]:
    return lambda: cast("IO[bytes]", tar.extractfile(entry))


class _Bounded(io.RawIOBase):
    """A stream that ends with Refused where it grows beyond `limit` bytes."""

    def __init__(self, stream: IO[bytes], limit: int) -> None:
        self._stream, self._limit = stream, limit

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if size < 0 or size > self._limit:
            raise Refused("would unpack to far more than its size, as a bomb does")
        data = self._stream.read(size)
        self._within(self._stream.tell())
        return data

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        if whence == os.SEEK_SET:
            self._within(offset)
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def _within(self, position: int) -> None:
        if position > self._limit:
            raise Refused("would unpack to far more than its size, as a bomb does")


def open_tar(file: IO[bytes], limit: int) -> tarfile.TarFile:
    packed = file.read(2) == b"\x1f\x8b"
    file.seek(0)
    stream = cast("IO[bytes]", gzip.GzipFile(fileobj=file)) if packed else file
    return tarfile.open(fileobj=cast("IO[bytes]", _Bounded(stream, limit)), mode="r:")


def in_folder(folder: Path) -> Iterator[Member]:
    for place, names, files in os.walk(folder):
        names.sort()
        links = [name for name in names if Path(place, name).is_symlink()]
        for name in sorted([*files, *links]):
            path = Path(place, name)
            state = path.lstat()
            wrong = None if stat.S_ISREG(state.st_mode) else "is a link" if path.is_symlink() else "is no file"
            size = state.st_size if wrong is None else 0
            yield Member(str(path.relative_to(folder)), size, None, wrong, _file_opener(path, folder))


def _file_opener(path: Path, folder: Path) -> Callable[[], IO[bytes]]:
    return lambda: open_plain(path, folder)
