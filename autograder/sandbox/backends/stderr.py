"""A pipe that shows a worker's error output on this process's stderr."""

from __future__ import annotations

import os
import sys
import threading
from typing import BinaryIO

from autograder.records.text import printable

_MAX_LINE = 2_000  # bytes


def printing_pipe() -> BinaryIO:
    """Return the writing end of a pipe. A thread prints its lines, which student code may have written, as text."""
    reader, writer = os.pipe()
    threading.Thread(target=_print_lines, args=(os.fdopen(reader, "rb"),), daemon=True).start()
    return os.fdopen(writer, "wb")


def _print_lines(pipe: BinaryIO) -> None:
    with pipe:
        while line := pipe.readline(_MAX_LINE):
            # not `sys.stderr`, which is redirected while pytest runs the checks
            print(printable(line.decode("utf-8", "replace")), file=sys.__stderr__, flush=True)
