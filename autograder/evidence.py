"""Evidence files: a submission's arrays, read from an `.npz` file or from the copy that its notebook carries.

Untrusted input: sizes are bounded before anything is unpacked, and nothing is unpickled.
"""

from __future__ import annotations

import base64
import binascii
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from autograder.protocol import read_npy
from autograder.results import Unreadable

Arrays = Mapping[str, np.ndarray[Any, Any]]
_MIB = 1 << 20
_UNPACKED_MIB = 64
_ENTRIES = 128
_TELLING_BYTES = 300  # smaller ones, such as two biases, may be alike by chance
Marks = frozenset[tuple[int, int]]


def read_file(path: Path, limit_mib: int) -> Arrays:
    """The arrays of an evidence file; raises Unreadable where it is damaged, too large, or no file of its own."""
    try:
        if path.is_symlink() or not path.is_file():
            raise ValueError("it is a link or a folder")
        if path.stat().st_size > limit_mib * _MIB:
            raise ValueError(f"it is larger than {limit_mib} MiB")
        with path.open("rb") as file:
            return _arrays(file)
    except (OSError, ValueError) as error:
        raise Unreadable(
            f"{path.name} can't be read ({_short(error)}): run the experiment again and hand in its file."
        ) from error


def packed_in(outputs: Iterable[Mapping[str, Any]], mime: str, limit_mib: int) -> bytes | None:
    """The last copy of an evidence file that a notebook's outputs carry, or None."""
    found = None
    for output in outputs:
        data = output.get("data")
        text = data.get(mime) if isinstance(data, Mapping) else None
        text = "".join(map(str, text)) if isinstance(text, list) else text
        if isinstance(text, str) and len(text) < limit_mib * _MIB * 4 / 3:
            found = text
    try:
        return base64.b64decode(found, validate=False) if found else None
    except (binascii.Error, ValueError):
        return None


def read_packed(packed: bytes) -> Arrays:
    """The arrays of a copy that a notebook carries; raises Unreadable where it is damaged."""
    try:
        return _arrays(io.BytesIO(packed))
    except (OSError, ValueError) as error:
        raise Unreadable(
            f"The notebook's copy of the evidence can't be read ({_short(error)}): run the experiment cell again."
        ) from error


def marks_of_packed(packed: bytes | None, own: tuple[str, ...]) -> Marks:
    """As `marks_of_file`, for a copy that a notebook carries."""
    return _marks(io.BytesIO(packed), own) if packed else frozenset()


def marks_of_file(path: Path, own: tuple[str, ...]) -> Marks:
    """Size and check sum of each array whose name begins as one of `own`: files that share one hold the same run.

    They are taken from the archive's directory. One that lies there is damaged, as reading it will tell.
    """
    try:
        state = path.stat()
    except OSError:
        return frozenset()
    return _marks_of_state(path, own, state.st_mtime_ns, state.st_size)


@cache
def _marks_of_state(path: Path, own: tuple[str, ...], changed_ns: int, size: int) -> Marks:
    try:
        with path.open("rb") as file:
            return _marks(file, own)
    except OSError:
        return frozenset()


def _marks(file: BinaryIO, own: tuple[str, ...]) -> Marks:
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()[:_ENTRIES]
            telling = (one for one in entries if one.filename.startswith(own) and one.file_size > _TELLING_BYTES)
            return frozenset((entry.file_size, entry.CRC) for entry in telling)
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return frozenset()


def _arrays(file: BinaryIO) -> Arrays:
    """The arrays of an `.npz` file of bounded size: numbers and short texts. Raises ValueError or OSError."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            if len(entries) > _ENTRIES or sum(entry.file_size for entry in entries) > _UNPACKED_MIB * _MIB:
                raise ValueError("too many or too large arrays")
            return {entry.filename.removesuffix(".npy"): _entry(archive, entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, EOFError) as error:
        raise ValueError(_short(error)) from error


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> np.ndarray[Any, Any]:
    with archive.open(entry) as stream:
        data = stream.read(entry.file_size + 1)
    if len(data) != entry.file_size:
        raise ValueError(f"{entry.filename} is not as large as it says")
    return read_npy(data, kinds="biufU")


def _short(error: BaseException) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__
