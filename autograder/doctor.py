"""What of this machine, and of the course in a folder, keeps the kit from grading well, and what to do about it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

import psutil
from sqlalchemy.exc import SQLAlchemyError

from autograder.assignment import assignments
from autograder.confinement import Group, memory_limit_mib
from autograder.gradebook import CourseRoot
from autograder.registration import missing, runs_student_code
from autograder.results import Finding, KitError, Level, printable
from autograder.sandbox import Kind, Limits, Sandbox, children_live_apart, choose
from autograder.store import course_root

_PYTHON = ((3, 11), (3, 14))  # from, and below: the versions that TensorFlow is built for
_IMPORT_S = 180.0  # a cold disk and a busy machine take up to a minute
_WORKER_MIB = 1024  # a worker with TensorFlow and one submission's models
_FREE_MIB = 1024  # a class of a hundred leaves about half of it: results, autograded notebooks, feedback
_MIB = 1 << 20


def examine(folder: Path) -> Iterator[Finding]:
    """Every finding, the quick ones first; the course is the one that `folder` lies in. Takes seconds."""
    yield _python()
    yield _cores()
    yield _memory()
    yield _memory_group()
    yield _disk("disk space", course_root(folder) or folder)
    yield _disk("scratch space", Path(tempfile.gettempdir()))
    kind, sandbox = _sandbox()
    yield sandbox
    with ThreadPoolExecutor() as pool:
        slow: list[Callable[[], Finding]] = [_tensorflow]
        slow += [lambda: _trial(kind), lambda: _apart(kind)] if kind is not None else []
        yield from pool.map(lambda check: check(), slow)
    for assignment in assignments().values():
        if assignment.needs is not None:
            yield from assignment.needs()
    yield from _nbgrader(folder)


# --- the machine ----------------------------------------------------------------------------------------------


def _python() -> Finding:
    (low, high), found = _PYTHON, sys.version_info[:2]
    words = ".".join(map(str, sys.version_info[:3]))
    if low <= found < high:
        return Finding("Python", Level.OK, words)
    wanted = f"from {low[0]}.{low[1]} up to {high[0]}.{high[1] - 1}"
    return Finding(
        "Python", Level.PROBLEM, words, f"Install the kit under a Python {wanted}: TensorFlow has no other."
    )


def _cores() -> Finding:
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return Finding("processor cores", Level.OK, f"{count}: as many submissions are graded at a time")


def _memory() -> Finding:
    """The memory that is free, against what as many workers as there are processors take."""
    limit = memory_limit_mib()
    total, free = (getattr(psutil.virtual_memory(), name) / _MIB for name in ("total", "available"))
    if limit is not None and limit < total:
        total, free = limit, min(free, limit)
    workers = os.cpu_count() or 1
    words = f"{free / 1024:.1f} GiB free of {total / 1024:.1f} GiB"
    if free >= workers * _WORKER_MIB:
        return Finding("memory", Level.OK, words)
    fit = int(free // _WORKER_MIB)
    if fit == 0:
        remedy = (
            f"A submission takes up to {_WORKER_MIB / 1024:g} GiB: end other programs, or take another machine."
        )
        return Finding("memory", Level.PROBLEM, words, remedy)
    return Finding(
        "memory", Level.WARNING, words, f"{workers} submissions at a time may not fit: grade with --workers {fit}."
    )


def _memory_group() -> Finding:
    """Whether the kernel, or only a watchdog, keeps a submission within its memory."""
    group = Group(_WORKER_MIB, Limits().processes)
    try:
        inside = group.enter(["true"])
    finally:
        group.leave()
    if inside != ["true"]:
        return Finding("memory control group", Level.OK, "a submission's memory is limited by the kernel")
    return Finding(
        "memory control group",
        Level.WARNING,
        "none can be made: a watchdog looks at a submission's memory instead, some times a second",
        "Grade in a login session of a system with systemd (`loginctl enable-linger` for a service), or as root.",
    )


def _disk(name: str, folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free / _MIB
    words = f"{free / 1024:.1f} GiB free in {folder}"
    if free >= _FREE_MIB:
        return Finding(name, Level.OK, words)
    level = Level.PROBLEM if free < Limits().scratch_mib else Level.WARNING
    other = "or name another folder in TMPDIR" if name == "scratch space" else "or move the course"
    return Finding(name, level, words, f"A class takes up to {_FREE_MIB / 1024:g} GiB: free some, {other}.")


def _tensorflow() -> Finding:
    """TensorFlow in a process of its own: it is never imported here."""
    command = [sys.executable, "-c", "import tensorflow; print(tensorflow.__version__)"]
    environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1"}
    remedy = f"Install it where the kit is: {sys.executable} -m pip install tensorflow"
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            env=environment,
            timeout=_IMPORT_S,
            errors="replace",
        )
    except subprocess.TimeoutExpired:
        words = f"not imported within {_IMPORT_S:g} seconds"
        return Finding(
            "TensorFlow", Level.PROBLEM, words, "Try again when the machine and its disk are less busy."
        )
    if done.returncode == 0:
        return Finding("TensorFlow", Level.OK, done.stdout.split()[-1])
    lines = [line for line in done.stderr.splitlines() if line.strip()] or [
        f"it ended with status {done.returncode}"
    ]
    return Finding("TensorFlow", Level.PROBLEM, f"can't be imported: {printable(lines[-1])[:200]}", remedy)


# --- the sandbox ----------------------------------------------------------------------------------------------


def _sandbox() -> tuple[Kind | None, Finding]:
    try:
        kind = choose(Kind.AUTO)
    except KitError as error:
        return None, Finding("sandbox", Level.PROBLEM, str(error), _user_namespaces() or "Install bubblewrap.")
    return kind, Finding("sandbox", Level.OK, f"{kind.value} works")


def _trial(kind: Kind) -> Finding:
    """A worker as a grading starts it: TensorFlow may be there, and out of the sandbox's sight."""
    assignment = next(iter(assignments().values()))
    try:
        with Sandbox(kind, assignment.preload, Limits()) as sandbox:
            sandbox.fork().close()
    except KitError as error:
        remedy = (
            "The sandbox sees the environment that the kit is installed in, and the system's: install the kit with all "
            "it needs into one virtual environment (not with `pip install --user`)."
        )
        return Finding("worker in the sandbox", Level.PROBLEM, str(error), remedy)
    return Finding("worker in the sandbox", Level.OK, "starts, with all that a grading imports")


def _apart(kind: Kind) -> Finding:
    name = "user namespaces"
    if kind is Kind.BWRAP and children_live_apart():
        return Finding(name, Level.OK, "submissions share a warm worker, each in namespaces of its own")
    words = "each submission gets a worker of its own, which is as safe and takes some seconds more"
    remedy = (
        "Install bubblewrap, or leave it so." if kind is not Kind.BWRAP else _user_namespaces() or "Leave it so."
    )
    return Finding(name, Level.WARNING, words, remedy)


_SWITCHES = {  # of the kernel: the values that close and open user namespaces
    "kernel.apparmor_restrict_unprivileged_userns": ("1", "0"),
    "kernel.unprivileged_userns_clone": ("0", "1"),
    "user.max_user_namespaces": ("0", "15000"),
}


def _user_namespaces() -> str | None:
    """What keeps this kernel from making user namespaces, and the command that allows them; None where nothing does."""
    for switch, (closed, opened) in _SWITCHES.items():
        path = Path("/proc/sys", *switch.split("."))
        try:
            value = path.read_text(encoding="utf-8").strip()
        except OSError:
            continue
        if value == closed:
            return f"The kernel refuses user namespaces: sudo sysctl -w {switch}={opened} (and in /etc/sysctl.d/)."
    return None


# --- nbgrader -------------------------------------------------------------------------------------------------


def _nbgrader(folder: Path) -> Iterator[Finding]:
    """Whether nbgrader, in the course that the folder lies in, grades through the kit."""
    root = course_root(folder)
    yield Finding("nbgrader", Level.OK, version("nbgrader"))
    if root is None:
        words = f"{folder} lies in none"
        yield Finding("course", Level.OK, words, "To make one: vaekit init my-course")
        return
    try:
        course = CourseRoot(root)
    except KitError as error:
        remedy = (
            "Mend it: nbgrader goes on without a file that fails, and would run students' code without a sandbox."
        )
        yield Finding("course", Level.PROBLEM, str(error), remedy)
        return
    yield _plugins(root, course)
    yield _gradebook(root, course)


def _plugins(root: Path, course: CourseRoot) -> Finding:
    in_effect = course.in_effect()
    remedy = f"Run: vaekit init {root}"
    if runs_student_code(in_effect):
        words = f"in {root} `nbgrader autograde` would run students' code without a sandbox"
        return Finding("course", Level.PROBLEM, words, remedy)
    lacking = missing(in_effect)
    if lacking:
        words = f"in {root} nbgrader lacks {', '.join(name.rsplit('.', 1)[1] for name in lacking)} of the kit"
        return Finding("course", Level.WARNING, words, remedy)
    return Finding("course", Level.OK, f"in {root} nbgrader grades through the kit")


def _gradebook(root: Path, course: CourseRoot) -> Finding:
    try:
        known = [name for name in assignments() if course.knows(name)]
    except SQLAlchemyError as error:
        words = f"can't be opened: {printable(str(error.__cause__ or error))[:200]}"
        return Finding("gradebook", Level.PROBLEM, words, "Start its database, or mend c.CourseDirectory.db_url.")
    if known:
        return Finding("gradebook", Level.OK, f"knows {', '.join(known)}")
    words = f"none of the kit's assignments is in the gradebook of {root}"
    return Finding("gradebook", Level.WARNING, words, f"Run: vaekit init {root}")
