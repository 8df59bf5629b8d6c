"""Files that students handed in: the folders that hold them, and how such a file is opened.

Students choose what lies there, and names can change while the grader works. So a file is opened once, step by step from
a folder that the instructor named, without following a link, and everything is read from that descriptor.
"""

from __future__ import annotations

import errno
import io
import os
import stat
from pathlib import Path

# nbgrader's folders of students' files: the steps of grading, its exchange, and what `zip_collect` unpacks
FOLDERS = frozenset(
    {"submitted", "autograded", "feedback", "exchange", "inbound", "downloaded", "archive", "replaced"}
)
TIMESTAMP, SECRET = "timestamp.txt", "submission_secret.txt"  # what `nbgrader submit` writes last into a hand-in
_DIRECTORY = getattr(os, "O_PATH", os.O_RDONLY) | os.O_DIRECTORY | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_NOCTTY | os.O_CLOEXEC


class NotPlain(OSError):
    """What stands under a name is a link, leads through one, or is no file; `strerror` says which."""

    def __init__(self, why: str, path: Path) -> None:
        super().__init__(errno.ELOOP, why, str(path))


def folder_of_handins(path: Path) -> Path | None:
    """The outermost folder that holds students' files, by its name, at `path` or above it; None where there is none."""
    for place in _with_parents(path):
        if place.name in FOLDERS:
            return place
    return None


def _with_parents(path: Path) -> list[Path]:
    """The path and all above it, from the root of the file system down, without `..`; links are kept."""
    whole = as_written(path)
    return [*reversed(whole.parents), whole]


def as_written(path: Path) -> Path:
    """The absolute path without `..`; links in it are not followed."""
    return Path(os.path.normpath(path.absolute()))


def is_students(path: Path) -> bool:
    """Whether a path lies below a folder of hand-ins, before or after its links are followed."""
    return any(folder_of_handins(one.parent) is not None for one in (as_written(path), path.resolve()))


def open_plain(path: Path, trusted: Path | None = None) -> io.BufferedReader:
    """Open a plain file for reading; raises OSError, and NotPlain for anything else.

    No link is followed below `trusted`, a folder above the file (by default the file's own folder).
    """
    whole = as_written(path)
    start = as_written(trusted) if trusted is not None else whole.parent
    *folders, name = whole.relative_to(start).parts
    descriptor = os.open(start, _DIRECTORY)
    try:
        for folder in folders:
            descriptor = _stepped(descriptor, folder, path)
        file = _opened(name, _FILE, descriptor, path)
    finally:
        os.close(descriptor)
    if not stat.S_ISREG(os.fstat(file).st_mode):
        os.close(file)
        raise NotPlain("it is no file, but a folder, a pipe or the like", path)
    return open(file, "rb")  # noqa: PTH123  (a descriptor)


def _stepped(above: int, folder: str, path: Path) -> int:
    """Open a folder inside an open folder and return its descriptor; the outer one is closed."""
    below = _opened(folder, _DIRECTORY | os.O_NOFOLLOW, above, path)
    os.close(above)
    return below


def _opened(name: str, flags: int, above: int, path: Path) -> int:
    try:
        return os.open(name, flags, dir_fd=above)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENOTDIR):  # which of both a link gives depends on the system
            raise NotPlain("it is a link, or lies behind one", path) from error
        if error.errno == errno.ENXIO:  # a socket
            raise NotPlain("it is no file, but a folder, a pipe or the like", path) from error
        raise
