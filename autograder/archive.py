"""What a learning platform hands out, unpacked under limits; what breaks them is refused with a sentence.

Untrusted input: nothing is written under a name that an archive gives, and no more than the limits allow.
"""

from __future__ import annotations

import gzip
import io
import os
import re
import stat
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

from autograder.results import KitError, printable

_MIB = 1 << 20
_TARS = (".tar", ".tar.gz", ".tgz")
ENDINGS = (".zip", *_TARS)
_OTHERS = (".rar", ".7z", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".zst")
_JUNK = {"__macosx", "thumbs.db", "desktop.ini", "__pycache__"}
_RATIO_FROM = _MIB  # smaller files may shrink to nothing
_DRIVE = re.compile(r"[A-Za-z]:")
_BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    gzip.BadGzipFile,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,  # a password
    NotImplementedError,  # a method of compression
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is unpacked: of one file, of one archive, and of an archive inside; `ratio` is unpacked to packed."""

    file_mib: int = 64
    archive_mib: int = 8192
    inner_mib: int = 256
    files: int = 20_000
    inner_files: int = 2_000
    ratio: int = 100


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A file: its path in what was handed out, an archive inside being a folder, and where its content lies now."""

    parts: tuple[str, ...]
    content: Path

    @property
    def name(self) -> str:
        return "/".join(self.parts)


@dataclass(frozen=True, slots=True)
class Left:
    """What did not come in, and why; `serious` where somebody must look."""

    name: str
    why: str
    serious: bool = True


class _Refused(Exception):
    """Why one file, or all that follow, can't come in."""


@dataclass(frozen=True, slots=True)
class _Member:
    """A file in an archive; `packed` is its size there in bytes, or None where nobody knows."""

    name: str
    size: int
    packed: int | None
    wrong: str | None  # what it is in place of a file
    open: Callable[[], IO[bytes]]


@dataclass(slots=True)
class _Desk:
    """Where unpacked files lie, and what came of the archive so far."""

    folder: Path
    wanted: Callable[[str], bool]
    bounds: Bounds
    found: list[Unpacked] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    taken: int = 0  # bytes
    count: int = 0

    def place(self) -> Path:
        self.count += 1
        return self.folder / f"{self.count:06}"

    def leave(self, name: str, why: str, *, serious: bool = True) -> None:
        self.left.append(Left(printable(name)[:200] or "a file without a name", why, serious))


def unpack(
    source: Path, folder: Path, wanted: Callable[[str], bool], bounds: Bounds | None = None
) -> tuple[list[Unpacked], list[Left]]:
    """The files of an archive, or of a folder, that are `wanted` by their name; and what was left, with the reasons.

    Contents are put into `folder`. Raises KitError where the whole of it can't be read.
    """
    folder.mkdir(parents=True, exist_ok=True)
    desk = _Desk(folder, wanted, bounds or Bounds())
    if source.is_dir():
        _take_all(_in_folder(source), desk, (), desk.bounds.archive_mib, desk.bounds.files)
    elif source.is_file():
        _take_outer(source, desk)
    else:
        raise KitError(f"{source} does not exist: name the archive that your learning platform handed out.")
    return desk.found, desk.left


def _take_outer(source: Path, desk: _Desk) -> None:
    if not source.name.lower().endswith(ENDINGS):
        raise KitError(f"{source} is no archive that can be read: expected {', '.join(ENDINGS)}, or a folder.")
    try:
        _take_archive(source, source.name, desk, (), desk.bounds.archive_mib, desk.bounds.files)
    except _Refused as error:
        raise KitError(f"{source} {error}.") from error
    except _BROKEN as error:
        why = str(error) or type(error).__name__
        raise KitError(f"{source} can't be read as an archive ({why}): download it again.") from error


def _take_archive(path: Path, name: str, desk: _Desk, above: tuple[str, ...], mib: int, files: int) -> None:
    if name.lower().endswith(_TARS):
        limit = min(mib * _MIB, max(path.stat().st_size * desk.bounds.ratio, 64 * _MIB))
        with path.open("rb") as file, _tar(file, limit) as tar:
            _take_all(_in_tar(tar), desk, above, mib, files)
    else:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.compress_size for entry in archive.infolist()) > path.stat().st_size:
                raise _Refused("holds files that overlap, as in a zip bomb")
            _take_all(_in_zip(archive), desk, above, mib, files)


def _take_all(members: Iterable[_Member], desk: _Desk, above: tuple[str, ...], mib: int, files: int) -> None:
    """Take what is wanted of one archive; `mib` bounds what is unpacked of it, `files` their number."""
    most = min(desk.taken + mib * _MIB, desk.bounds.archive_mib * _MIB)
    for number, member in enumerate(members):
        if number >= files:
            raise _Refused(f"holds more than {files} files")
        try:
            parts = (*above, *_parts(member.name))
            if not any(_is_junk(part) for part in parts):
                _take(member, parts, desk, most)
        except _Refused as error:
            desk.leave("/".join((*above, member.name)), str(error))
        except _BROKEN as error:
            why = printable(str(error)) or type(error).__name__
            desk.leave("/".join((*above, member.name)), f"can't be read ({why})")


def _take(member: _Member, parts: tuple[str, ...], desk: _Desk, most: int) -> None:
    inside = any(part.lower().endswith(ENDINGS) for part in parts[:-1])
    low = parts[-1].lower()
    if member.wrong is not None:
        raise _Refused(member.wrong)
    if low.endswith(_OTHERS):
        raise _Refused("is an archive of a kind that can't be read: unpack it by hand")
    if low.endswith(ENDINGS):
        if inside:
            raise _Refused("is an archive in an archive in an archive: only one is looked into")
        _take_inner(_copied(member, desk, desk.bounds.inner_mib * _MIB, most), parts, desk)
    elif desk.wanted(parts[-1]):
        content = _copied(member, desk, desk.bounds.file_mib * _MIB, most)
        desk.found.append(Unpacked(parts, content))
    else:
        desk.leave("/".join(parts), "is nothing that grading or marking reads", serious=False)


def _take_inner(content: Path, parts: tuple[str, ...], desk: _Desk) -> None:
    if _is_arrays(content):
        desk.found.append(Unpacked(parts, content))
    else:
        _take_archive(content, parts[-1], desk, parts, desk.bounds.inner_mib, desk.bounds.inner_files)


def _is_arrays(path: Path) -> bool:
    """Whether a zip is an .npz file under another name."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    return bool(names) and all(name.endswith(".npy") for name in names)


def _copied(member: _Member, desk: _Desk, largest: int, most: int) -> Path:
    """The content of one file, written whole, or _Refused. `most` is where the archive's own limit stands, in bytes."""
    ratio = desk.bounds.ratio
    if member.packed is not None and member.size > max(_RATIO_FROM, ratio * member.packed):
        raise _Refused(f"would unpack to more than {ratio} times its size, as a zip bomb does")
    if member.size > largest:
        raise _Refused(f"is larger than {largest // _MIB} MiB")
    if desk.taken + member.size > most:
        raise _Refused("would make the archive larger than what is unpacked of one")
    target = desk.place()
    with closing(member.open()) as stream, target.open("wb") as file:
        size = _pour(stream, file, member.size)
    desk.taken += size
    return target


def _pour(stream: IO[bytes], file: IO[bytes], size: int) -> int:
    """Copy at most `size` bytes; more than that is no file of that size."""
    done = 0
    while block := stream.read(min(_MIB, size + 1 - done)):
        done += len(block)
        if done > size:
            raise _Refused("is larger than it says")
        file.write(block)
    return done


# --- the kinds of archives --------------------------------------------------------------------------------


def _in_zip(archive: zipfile.ZipFile) -> Iterator[_Member]:
    for entry in archive.infolist():
        if entry.is_dir():
            continue
        mode = entry.external_attr >> 16
        wrong = "is a link" if stat.S_ISLNK(mode) else None
        if entry.flag_bits & 1:
            wrong = "is locked by a password"
        yield _Member(_zip_name(entry), entry.file_size, entry.compress_size, wrong, _opener(archive, entry))


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


def _in_tar(tar: tarfile.TarFile) -> Iterator[_Member]:
    for entry in tar:
        if not entry.isdir():
            wrong = None if entry.isreg() else "is a link" if entry.issym() or entry.islnk() else "is no file"
            yield _Member(entry.name, entry.size, None, wrong, _tar_opener(tar, entry))


def _tar_opener(tar: tarfile.TarFile, entry: tarfile.TarInfo) -> Callable[[], IO[bytes]]:
    return lambda: cast("IO[bytes]", tar.extractfile(entry))


class _Bounded(io.RawIOBase):
    """A stream that ends with _Refused where it grows beyond `limit` bytes."""

    def __init__(self, stream: IO[bytes], limit: int) -> None:
        self._stream, self._limit = stream, limit

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if size < 0 or size > self._limit:
            raise _Refused("would unpack to far more than its size, as a bomb does")
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
            raise _Refused("would unpack to far more than its size, as a bomb does")


def _tar(file: IO[bytes], limit: int) -> tarfile.TarFile:
    packed = file.read(2) == b"\x1f\x8b"
    file.seek(0)
    stream = cast("IO[bytes]", gzip.GzipFile(fileobj=file)) if packed else file
    return tarfile.open(fileobj=cast("IO[bytes]", _Bounded(stream, limit)), mode="r:")


def _in_folder(folder: Path) -> Iterator[_Member]:
    for place, names, files in os.walk(folder):
        names.sort()
        links = [name for name in names if Path(place, name).is_symlink()]
        for name in sorted([*files, *links]):
            path = Path(place, name)
            wrong = None if path.is_file() and not path.is_symlink() else "is a link"
            size = path.stat().st_size if wrong is None else 0
            yield _Member(str(path.relative_to(folder)), size, None, wrong, _file_opener(path))


def _file_opener(path: Path) -> Callable[[], IO[bytes]]:
    return lambda: path.open("rb")


# --- names ------------------------------------------------------------------------------------------------


def _parts(name: str) -> tuple[str, ...]:
    """A name in an archive as folders and file, in Unicode's composed form; raises _Refused where it leads elsewhere."""
    plain = unicodedata.normalize("NFC", name).replace("\\", "/")
    if plain.startswith("/") or _DRIVE.match(plain):
        raise _Refused("has an absolute path")
    if ".." in plain.split("/"):
        raise _Refused("has a path that leads out of its folder (..)")
    parts = tuple(part for part in map(printable, plain.split("/")) if part not in ("", "."))
    if not parts:
        raise _Refused("has no name")
    return parts


def _is_junk(part: str) -> bool:
    """What a Mac, Windows or Jupyter adds to a folder, and hidden files."""
    return part.startswith(".") or part.lower() in _JUNK
