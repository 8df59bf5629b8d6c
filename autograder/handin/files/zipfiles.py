"""A stranger's zip file, opened without reading a directory of any length.

Python's `zipfile` makes an object of each entry when a file is opened: 200 MB of entries take a minute and 2 GB.
"""

from __future__ import annotations

import io
import os
import zipfile
from typing import IO

from autograder.records.units import MIB

_ENTRY_BYTES = 1 << 10  # of the directory: 46 and a name
_LEAST = MIB  # a block of a file's content


class TooManyFiles(zipfile.BadZipFile):
    """The archive's directory is longer than the allowed number of files needs."""


class _Bounded(io.RawIOBase):
    """A file that raises TooManyFiles where more than `most` bytes are to be read at once."""

    def __init__(self, file: IO[bytes], most: int) -> None:
        self._file, self._most = file, most

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        content = self._file.read(self._most + 1 if size < 0 else min(size, self._most + 1))
        if len(content) > self._most:
            raise TooManyFiles("its directory is longer than that of any hand-in")
        return content

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()


def open_zip(file: IO[bytes], files: int) -> zipfile.ZipFile:
    """Open an archive for reading; raises TooManyFiles where its directory is longer than `files` entries need.

    Read its members in blocks of at most 1 MiB.
    """
    return zipfile.ZipFile(_Bounded(file, max(_LEAST, files * _ENTRY_BYTES)))
