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
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from autograder.handin.files.plain import NotPlain, open_plain
from autograder.handin.files.zipfiles import open_zip
from autograder.records.errors import Unreadable
from autograder.records.text import shortened
from autograder.records.units import MIB
from autograder.wire import read_npy

if TYPE_CHECKING:
    import numpy as np

Arrays = Mapping[str, "np.ndarray[Any, Any]"]
_BLOCK = MIB
_UNPACKED_MIB = 64
_ENTRIES = 128
_DISTINCT_BYTES = 300  # smaller ones, such as two biases, may be alike by chance
Fingerprints = frozenset[tuple[int, int]]


def read_file(path: Path, limit_mib: int, trusted: Path | None = None) -> Arrays:
    """The arrays of an evidence file; raises Unreadable where it is damaged, too large, or no file of its own.

    No link is followed below `trusted`, by default the file's own folder.
    """
    return arrays_in(evidence_bytes(path, limit_mib, trusted), path)


def evidence_bytes(path: Path, limit_mib: int, trusted: Path | None = None) -> bytes:
    """The content of an evidence file; raises Unreadable where it is no plain file of bounded size, and OSError where
    this machine can't read it, which is not the student's doing.
    """
    try:
        with open_plain(path, trusted) as file:
            data = file.read(limit_mib * MIB + 1)
    except NotPlain as error:
        raise _unreadable(path, str(error.strerror)) from error
    if len(data) > limit_mib * MIB:
        raise _unreadable(path, f"it is larger than {limit_mib} MiB")
    return data


def arrays_in(data: bytes, path: Path) -> Arrays:
    """The arrays of an evidence file with this content; raises Unreadable where it is damaged."""
    try:
        return _arrays(io.BytesIO(data))
    except (OSError, ValueError) as error:
        raise _unreadable(path, _short(error)) from error


def _unreadable(path: Path, why: str) -> Unreadable:
    return Unreadable(f"{path.name} can't be read ({why}): run the experiment again and hand in its file.")


def packed_in(outputs: Iterable[Mapping[str, Any]], mime: str, limit_mib: int) -> bytes | None:
    """The last copy of an evidence file that a notebook's outputs carry, or None."""
    found = None
    for output in outputs:
        data = output.get("data")
        text = data.get(mime) if isinstance(data, Mapping) else None
        text = "".join(line for line in text if isinstance(line, str)) if isinstance(text, list) else text
        if isinstance(text, str) and len(text) < limit_mib * MIB * 4 / 3:
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


def fingerprints_of_copy(packed: bytes | None, own: tuple[str, ...]) -> Fingerprints:
    """As `fingerprints_of_file`, for a copy that a notebook carries."""
    return _fingerprints(io.BytesIO(packed), own) if packed else frozenset()


def fingerprints_of_file(path: Path, own: tuple[str, ...], trusted: Path | None = None) -> Fingerprints:
    """Size and check sum of each array whose name begins as one of `own`: files that share one hold the same run.

    They are taken from the archive's directory. Where the directory lies, the file is damaged, and reading it says so.
    """
    try:
        with open_plain(path, trusted) as file:
            return _fingerprints(file, own)
    except OSError:
        return frozenset()


def _fingerprints(file: BinaryIO, own: tuple[str, ...]) -> Fingerprints:
    try:
        with open_zip(file, _ENTRIES) as archive:
            entries = archive.infolist()[:_ENTRIES]
            telling = (one for one in entries if one.filename.startswith(own) and one.file_size > _DISTINCT_BYTES)
            return frozenset((entry.file_size, entry.CRC) for entry in telling)
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return frozenset()


def _arrays(file: BinaryIO) -> Arrays:
    """The arrays of an `.npz` file of bounded size: numbers and short texts. Raises ValueError or OSError."""
    try:
        with open_zip(file, _ENTRIES) as archive:
            entries = archive.infolist()
            if len(entries) > _ENTRIES or sum(entry.file_size for entry in entries) > _UNPACKED_MIB * MIB:
                raise ValueError("too many or too large arrays")
            return {entry.filename.removesuffix(".npy"): _entry(archive, entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, EOFError) as error:
        raise ValueError(_short(error)) from error


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> np.ndarray[Any, Any]:
    blocks = []
    with archive.open(entry) as stream:
        while block := stream.read(_BLOCK):
            blocks.append(block)
    data = b"".join(blocks)
    if len(data) != entry.file_size:
        raise ValueError(f"{entry.filename} is not as large as it says")
    return read_npy(data, kinds="biufU")


def _short(error: BaseException) -> str:
    return shortened(str(error).splitlines()[0], 120) if str(error) else type(error).__name__
