"""One process at a time changes what a course has of a submission: `vaekit grade` may run beside `vaekit watch`."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from autograder.grading.results.store import make_folder
from autograder.records.folder_names import KEPT


@contextlib.contextmanager
def recording(root: Path) -> Iterator[None]:
    """Wait until no other process records in the course, and keep others waiting. Raises OSError."""
    with locked_file(root / KEPT / "recording.lock", fcntl.LOCK_EX):
        yield


@contextlib.contextmanager
def locked_file(path: Path, how: int) -> Iterator[int]:
    """Open a file, made where it is missing with its folder's rights, and lock it; gives its descriptor.

    Raises BlockingIOError where `how` says not to wait, and another process has it locked.
    """
    make_folder(path.parent)
    rights = path.parent.stat().st_mode & 0o060
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        about = os.fstat(descriptor)
        if about.st_uid == os.geteuid() and about.st_mode & 0o060 != rights:
            os.fchmod(descriptor, 0o600 | rights)
        fcntl.flock(descriptor, how)
        yield descriptor
    finally:
        os.close(descriptor)
