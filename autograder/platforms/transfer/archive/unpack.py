"""What a learning platform hands out, unpacked under limits; what breaks them is refused with a sentence.

Untrusted input: nothing is written under a name that an archive gives, and no more than the limits allow.
"""

from __future__ import annotations

import gzip
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from autograder.handin.files.zipfiles import open_zip
from autograder.platforms.transfer.archive.members import Member, Refused, in_folder, in_tar, in_zip, open_tar
from autograder.platforms.transfer.archive.names import is_junk, parts_of
from autograder.records.errors import KitError
from autograder.records.text import printable
from autograder.records.units import MIB

_TARS = (".tar", ".tar.gz", ".tgz")
ENDINGS = (".zip", *_TARS)
_OTHERS = (".rar", ".7z", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".zst")
_RATIO_FROM = MIB  # smaller files may shrink to nothing
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
    struct.error,  # what Python's readers stumble over in headers that no program writes: the last four
    LookupError,
    TypeError,
    ArithmeticError,
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
class LeftOut:
    """What did not come in, and why; `serious` where somebody must look."""

    name: str
    why: str
    serious: bool = True


@dataclass(slots=True)
class _Unpacking:
    """Where unpacked files lie, and what came of the archive so far."""

    folder: Path
    wanted: Callable[[str], bool]
    bounds: Bounds
    found: list[Unpacked] = field(default_factory=list)
    left: list[LeftOut] = field(default_factory=list)
    taken: int = 0  # bytes
    count: int = 0

    def place(self) -> Path:
        self.count += 1
        return self.folder / f"{self.count:06}"

    def leave(self, name: str, why: str, *, serious: bool = True) -> None:
        self.left.append(LeftOut(printable(name)[:200] or "a file without a name", why, serious))


def unpack(
    source: Path, folder: Path, wanted: Callable[[str], bool], bounds: Bounds | None = None
) -> tuple[list[Unpacked], list[LeftOut]]:
    """The files of an archive, or of a folder, that are `wanted` by their name; and what was left, with the reasons.

    Contents are put into `folder`. Raises KitError where the whole of it can't be read.
    """
    folder.mkdir(parents=True, exist_ok=True)
    unpacking = _Unpacking(folder, wanted, bounds or Bounds())
    if source.is_dir():
        _take_all(in_folder(source), unpacking, (), unpacking.bounds.archive_mib, unpacking.bounds.files)
    elif source.is_file():
        _take_outer(source, unpacking)
    else:
        raise KitError(f"{source} does not exist: name the archive that your learning platform handed out.")
    return unpacking.found, unpacking.left


def _take_outer(source: Path, unpacking: _Unpacking) -> None:
    if not source.name.lower().endswith(ENDINGS):
        raise KitError(f"{source} is no archive that can be read: expected {', '.join(ENDINGS)}, or a folder.")
    try:
        _take_archive(source, source.name, unpacking, (), unpacking.bounds.archive_mib, unpacking.bounds.files)
    except Refused as error:
        raise KitError(f"{source} {error}.") from error
    except _BROKEN as error:
        why = str(error) or type(error).__name__
        raise KitError(f"{source} can't be read as an archive ({why}): download it again.") from error


def _take_archive(
    path: Path, name: str, unpacking: _Unpacking, above: tuple[str, ...], mib: int, files: int
) -> None:
    if name.lower().endswith(_TARS):
        limit = min(mib * MIB, max(path.stat().st_size * unpacking.bounds.ratio, 64 * MIB))
        with path.open("rb") as file, open_tar(file, limit) as tar:
            _take_all(in_tar(tar), unpacking, above, mib, files)
    else:
        with path.open("rb") as file, open_zip(file, files) as archive:
            if sum(entry.compress_size for entry in archive.infolist()) > path.stat().st_size:
                raise Refused("holds files that overlap, as in a zip bomb")
            _take_all(in_zip(archive), unpacking, above, mib, files)


def _take_all(
    members: Iterable[Member], unpacking: _Unpacking, above: tuple[str, ...], mib: int, files: int
) -> None:
    """Take what is wanted of one archive; `mib` bounds what is unpacked of it, `files` their number."""
    most = min(unpacking.taken + mib * MIB, unpacking.bounds.archive_mib * MIB)
    for number, member in enumerate(members):
        if number >= files:
            raise Refused(f"holds more than {files} files")
        try:
            parts = (*above, *parts_of(member.name))
            if not any(is_junk(part) for part in parts):
                _take(member, parts, unpacking, most)
        except Refused as error:
            unpacking.leave("/".join((*above, member.name)), str(error))
        except _BROKEN as error:
            why = printable(str(error)) or type(error).__name__
            unpacking.leave("/".join((*above, member.name)), f"can't be read ({why})")


def _take(member: Member, parts: tuple[str, ...], unpacking: _Unpacking, most: int) -> None:
    inside = any(part.lower().endswith(ENDINGS) for part in parts[:-1])
    low = parts[-1].lower()
    if member.wrong is not None:
        raise Refused(member.wrong)
    if low.endswith(_OTHERS):
        raise Refused("is an archive of a kind that can't be read: unpack it by hand")
    if low.endswith(ENDINGS):
        if inside:
            raise Refused("is an archive in an archive in an archive: only one is looked into")
        _take_inner(_copied(member, unpacking, unpacking.bounds.inner_mib * MIB, most), parts, unpacking)
    elif unpacking.wanted(parts[-1]):
        content = _copied(member, unpacking, unpacking.bounds.file_mib * MIB, most)
        unpacking.found.append(Unpacked(parts, content))
    else:
        unpacking.leave("/".join(parts), "is nothing that grading or marking reads", serious=False)


def _take_inner(content: Path, parts: tuple[str, ...], unpacking: _Unpacking) -> None:
    if _is_arrays(content, unpacking.bounds.inner_files):
        unpacking.found.append(Unpacked(parts, content))
    else:
        _take_archive(
            content, parts[-1], unpacking, parts, unpacking.bounds.inner_mib, unpacking.bounds.inner_files
        )


def _is_arrays(path: Path, files: int) -> bool:
    """Whether a zip is an .npz file under another name."""
    if not zipfile.is_zipfile(path):
        return False
    with path.open("rb") as file, open_zip(file, files) as archive:
        names = archive.namelist()
    return bool(names) and all(name.endswith(".npy") for name in names)


def _copied(member: Member, unpacking: _Unpacking, largest: int, most: int) -> Path:
    """The content of one file, written whole, or Refused. `most` is where the archive's own limit stands, in bytes."""
    ratio = unpacking.bounds.ratio
    if member.packed is not None and member.size > max(_RATIO_FROM, ratio * member.packed):
        raise Refused(f"would unpack to more than {ratio} times its size, as a zip bomb does")
    if member.size > largest:
        raise Refused(f"is larger than {largest // MIB} MiB")
    if unpacking.taken + member.size > most:
        raise Refused("would make the archive larger than what is unpacked of one")
    target = unpacking.place()
    with closing(member.open()) as stream, target.open("wb") as file:
        size = _pour(stream, file, member.size)
    unpacking.taken += size
    return target


def _pour(stream: IO[bytes], file: IO[bytes], size: int) -> int:
    """Copy at most `size` bytes; more than that is no file of that size."""
    done = 0
    while block := stream.read(min(MIB, size + 1 - done)):
        done += len(block)
        if done > size:
            raise Refused("is larger than it says")
        file.write(block)
    return done
