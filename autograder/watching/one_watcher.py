"""One watcher for a course: a lock that ends with its process, on whatever machine."""

from __future__ import annotations

import contextlib
import fcntl
import os
import socket
from collections.abc import Iterator
from pathlib import Path

from autograder.course.gradebook.recording.recording_lock import locked_file
from autograder.records.errors import KitError
from autograder.records.text import printable
from autograder.watching.journal import watch_folder


@contextlib.contextmanager
def only_watcher(root: Path) -> Iterator[None]:
    """Raises KitError where another process watches the course, with its number and machine."""
    path = watch_folder(root) / "lock"
    with contextlib.ExitStack() as stack:
        try:
            descriptor = stack.enter_context(locked_file(path, fcntl.LOCK_EX | fcntl.LOCK_NB))
        except BlockingIOError as error:
            who = printable(path.read_text(encoding="utf-8", errors="replace"))
            raise KitError(f"{root} is watched already, by {who}: end that one first.") from error
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"process {os.getpid()} on {socket.gethostname()}".encode(), 0)
        yield
