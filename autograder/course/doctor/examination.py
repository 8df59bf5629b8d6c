"""What of this machine, and of the course in a folder, keeps the kit from grading well, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from autograder.course.configuration.find_course import course_root
from autograder.course.doctor.course import nbgrader, students_python
from autograder.course.doctor.engines import engine
from autograder.course.doctor.machine import cores, disk, memory, memory_group, python, scratch, tensorflow
from autograder.course.doctor.needs import assignments_of, is_of_course, loading_and_libraries
from autograder.course.doctor.sandbox import live_apart, sandbox_kind, trial
from autograder.records.doctor_findings import Finding
from autograder.records.settings import Kind


def examine(folder: Path) -> Iterator[Finding]:
    """Every finding, the quick ones first; the course is the one that `folder` lies in. Takes seconds."""
    yield python()
    yield cores()
    yield memory()
    yield memory_group()
    yield disk("disk space", course_root(folder) or folder)
    yield scratch()
    kind, sandbox = sandbox_kind()
    yield sandbox
    if kind in (None, Kind.LANDLOCK):
        yield engine()
    root = course_root(folder)
    here = assignments_of(root)
    needing = [one for one in here if "tensorflow" in one.preload]
    certain = any(is_of_course(root, one) for one in needing)
    with ThreadPoolExecutor() as pool:
        slow: list[Callable[[], Finding]] = [lambda: tensorflow(needing, certain)]
        slow += [lambda: trial(kind, here), lambda: live_apart(kind)] if kind is not None else []
        yield from pool.map(lambda check: check(), slow)
    yield from loading_and_libraries(here, root)
    for assignment in here:
        if assignment.examine_machine is not None:
            yield from assignment.examine_machine()
    yield from nbgrader(folder)
    if root is not None:
        yield students_python(root)
