"""Collects what a learning platform hands out into a course.

The names are read by nbgrader's own plugin (`handouts`). The rest of its `zip_collect` is not used: it unpacks without
limits, stops at the second file of a name, and clears what is there before it copies.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path

from autograder.course.configuration.course_root import CourseRoot
from autograder.grading.results.store import put_text
from autograder.handin.collected_students import CollectedStudents, KnownStudent, collected, record_file
from autograder.platforms.transfer.classlist import deadline, write_students
from autograder.platforms.transfer.collect.delivery import deliver
from autograder.platforms.transfer.collect.handins import (
    by_student,
    choose_files,
    expect_this_assignment,
    has_notebook,
    latest,
    left_without_notebook,
    set_time,
    why_another_assignment,
)
from autograder.platforms.transfer.collect.records import (
    Collected,
    Collection,
    CollectOutcome,
    CollectRequest,
)
from autograder.platforms.transfer.collect.students import KnownStudents
from autograder.platforms.transfer.handouts import read_archives
from autograder.records.errors import KitError
from autograder.records.json_text import values_of


def collect(course: CourseRoot, request: CollectRequest) -> Collection:
    """Collect what the archives hold. Raises KitError where nothing was collected; what fails after that is told beside
    each student's outcome.
    """
    with _temporary_folder() as folder:
        files, left = read_archives(course, request.archives, request.assignment, Path(folder))
        people = KnownStudents(course, request)
        handins, unknown = by_student(files, people)
        left += unknown
        ready = []
        for handin in latest(handins):
            choose_files(handin, request.assignment)
            handin.wrong_assignment = why_another_assignment(handin, request.assignment)
            if has_notebook(handin.files):
                ready.append(handin)
            else:
                left.append(left_without_notebook(handin))
        expect_this_assignment(ready, request.assignment)
        due = deadline(course, request.assignment.name)
        for handin in ready:
            set_time(handin, people, due)
        done = [deliver(course, request, handin) for handin in ready]
        problem = "" if request.dry_run else _noted(course, request, people, done)
    return Collection(sorted(done, key=lambda one: one.student), left, problem)


def _noted(course: CourseRoot, request: CollectRequest, people: KnownStudents, done: list[Collected]) -> str:
    """Note in the course who is who; returns why that fails, or nothing: the hand-ins are there already."""
    try:
        remember(course, request, people, done)
        write_students(course, request.assignment.name)
    except KitError as error:
        return str(error)
    except OSError as error:
        place = record_file(course.root, request.assignment.name)
        return (
            f"Who is who can't be noted in {place} ({error.strerror}): make room there, and collect again. The hand-ins "
            "are collected."
        )
    return ""


def _temporary_folder() -> tempfile.TemporaryDirectory[str]:
    """The folder that archives are unpacked in; raises KitError where none can be made."""
    try:
        return tempfile.TemporaryDirectory(prefix="vaekit-collect-")
    except OSError as error:
        raise KitError(
            f"No temporary folder can be made to unpack in ({error.strerror}): name one that can be written in "
            "TMPDIR, and collect again. Nothing was collected."
        ) from error


def remember(course: CourseRoot, request: CollectRequest, people: KnownStudents, done: list[Collected]) -> None:
    """Note who is who, and the last hand-in of each, in the course."""
    name = request.assignment.name
    met = collected(course.root, name)
    before = dict(met)
    for student, person in people.of_roster():
        met[student] = met.get(student, KnownStudent()).known_as(person)
    for one in done:
        known = met.get(one.student, KnownStudent()).known_as(one.person)
        met[one.student] = known if one.outcome is CollectOutcome.KEPT else replace(known, handed_in=one.handed)
    if met != before:
        record = CollectedStudents({student: met[student] for student in sorted(met)})
        content = json.dumps(values_of(record), indent=2, ensure_ascii=False)
        put_text(record_file(course.root, name), content + "\n")
