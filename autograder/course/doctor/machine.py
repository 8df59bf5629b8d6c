"""Whether this machine has what a grading takes: Python, memory, disk, TensorFlow."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil

from autograder.authoring.assignment import Assignment
from autograder.authoring.installed import is_installed
from autograder.records.doctor_findings import Finding, Severity
from autograder.records.settings import Limits
from autograder.records.text import printable, shortened
from autograder.records.units import MIB
from autograder.sandbox.limits.control_group import Group, memory_limit_mib

_PYTHON = ((3, 11), (3, 14))  # from, and below: the versions that TensorFlow is built for
_IMPORT_S = 180.0  # a cold disk and a busy machine take up to a minute
_TENSORFLOW = f"Install it where the kit is: {sys.executable} -m pip install 'vaekit[tensorflow]'"
_WORKER_MIB = 1024  # a worker with TensorFlow and one submission's models
_FREE_MIB = 1024  # a class of a hundred leaves about half of it: results, autograded notebooks, feedback


def python() -> Finding:
    (low, high), found = _PYTHON, sys.version_info[:2]
    words = ".".join(map(str, sys.version_info[:3]))
    if low <= found < high:
        return Finding("Python", Severity.OK, words)
    wanted = f"from {low[0]}.{low[1]} up to {high[0]}.{high[1] - 1}"
    return Finding(
        "Python", Severity.PROBLEM, words, f"Install the kit under a Python {wanted}: TensorFlow has no other."
    )


def cores() -> Finding:
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return Finding("processor cores", Severity.OK, f"{count}: as many submissions are graded at a time")


def memory() -> Finding:
    """Compares the free memory with what one worker for each processor needs."""
    limit = memory_limit_mib()
    total, free = (getattr(psutil.virtual_memory(), name) / MIB for name in ("total", "available"))
    if limit is not None and limit < total:
        total, free = limit, min(free, limit)
    workers = os.cpu_count() or 1
    words = f"{free / 1024:.1f} GiB free of {total / 1024:.1f} GiB"
    if free >= workers * _WORKER_MIB:
        return Finding("memory", Severity.OK, words)
    fit = int(free // _WORKER_MIB)
    if fit == 0:
        remedy = (
            f"A submission takes up to {_WORKER_MIB / 1024:g} GiB: end other programs, or take another machine."
        )
        return Finding("memory", Severity.PROBLEM, words, remedy)
    return Finding(
        "memory",
        Severity.WARNING,
        words,
        f"{workers} submissions at a time may not fit: grade with --workers {fit}.",
    )


def memory_group() -> Finding:
    """Whether the kernel limits a submission's memory, or only a process of the kit that watches it."""
    group = Group(_WORKER_MIB, Limits().processes)
    try:
        inside = group.enter(["true"])
    finally:
        group.leave()
    if inside != ["true"]:
        return Finding("memory control group", Severity.OK, "a submission's memory is limited by the kernel")
    return Finding(
        "memory control group",
        Severity.WARNING,
        "none can be made: a watchdog looks at a submission's memory instead, some times a second",
        "Grade in a login session of a system with systemd (`loginctl enable-linger` for a service), or as root.",
    )


def disk(name: str, folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free / MIB
    words = f"{free / 1024:.1f} GiB free in {folder}"
    if free >= _FREE_MIB:
        return Finding(name, Severity.OK, words)
    level = Severity.PROBLEM if free < Limits().scratch_mib else Severity.WARNING
    other = "or name another folder in TMPDIR" if name == "scratch space" else "or move the course"
    return Finding(name, level, words, f"A class takes up to {_FREE_MIB / 1024:g} GiB: free some, {other}.")


def scratch() -> Finding:
    """The disk of temporary files, if there is a folder for them at all."""
    try:
        return disk("scratch space", Path(tempfile.gettempdir()))
    except FileNotFoundError:  # Python has tried to write in each
        words = "no temporary folder can be written: neither TMPDIR nor /tmp, /var/tmp and the folder you are in"
        return Finding(
            "scratch space", Severity.PROBLEM, words, "Name one that can in TMPDIR, or make room in /tmp."
        )


def tensorflow(needing: list[Assignment], certain: bool) -> Finding:
    """Whether TensorFlow can be imported, tried in a process of its own: it is never imported in this one.

    Where it is not installed, that is a problem if the course certainly has an assignment that needs it.
    """
    if not is_installed("tensorflow"):
        if not needing:
            return Finding("TensorFlow", Severity.OK, "not installed, and no assignment of this course needs it")
        words = f"not installed: {' and '.join(one.name for one in needing)} can't be graded"
        return Finding("TensorFlow", Severity.PROBLEM if certain else Severity.WARNING, words, _TENSORFLOW)
    broken = Severity.PROBLEM if needing else Severity.WARNING
    command = [sys.executable, "-P", "-c", "import tensorflow; print(tensorflow.__version__)"]
    environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1"}
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
        return Finding("TensorFlow", broken, words, "Try again when the machine and its disk are less busy.")
    if done.returncode == 0:
        return Finding("TensorFlow", Severity.OK, done.stdout.split()[-1])
    lines = [line for line in done.stderr.splitlines() if line.strip()] or [
        f"it ended with status {done.returncode}"
    ]
    return Finding("TensorFlow", broken, f"can't be imported: {shortened(printable(lines[-1]), 200)}", _TENSORFLOW)
