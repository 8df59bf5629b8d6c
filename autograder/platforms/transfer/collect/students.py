"""Which student of the course a file's owner is."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime

from autograder.course.configuration.course_root import CourseRoot
from autograder.course.gradebook.access import GradebookFailed
from autograder.handin.collected_students import collected
from autograder.platforms.registry import platform_called, test_student_of
from autograder.platforms.tables.roster import none_of
from autograder.platforms.transfer.classlist import no_answer
from autograder.platforms.transfer.collect.records import CollectRequest
from autograder.platforms.transfer.people import assignment_ids, find
from autograder.records.person import Person
from autograder.records.results import wrong_name


class KnownStudents:
    """The students that a course knows: of earlier collections, of the gradebook, and whoever has a folder.

    Raises KitError where the gradebook, or the record of earlier collections, can't be read.
    """

    def __init__(self, course: CourseRoot, request: CollectRequest) -> None:
        self._roster = request.roster
        met = collected(course.root, request.assignment.name)
        known = {student: one.person for student, one in met.items()}
        for student in _in_gradebook(course):
            known[student[0]] = known.get(student[0], Person()).joined(student[1])
        place = course.handins(request.assignment.name)
        for folder in place.iterdir() if place.is_dir() else ():
            if folder.is_dir() and not folder.name.startswith("."):
                known.setdefault(folder.name, Person(re.sub(r"[-_.]", " ", folder.name), {"student": folder.name}))
        self._known = known

    def expect_some_of(self, people: Iterable[Person]) -> None:
        """Raise KitError where the roster knows none of them."""
        if self._roster is None:
            return
        rows = self._roster.known()
        everybody = {json.dumps([person.name, sorted(person.ids.items())]): person for person in people}
        if everybody and not any(find(person, rows) for person in everybody.values()):
            raise none_of(len(everybody), self._roster)

    def of_roster(self) -> Iterator[tuple[str, Person]]:
        """nbgrader's name for each student of the roster; who can't be told from another is left out."""
        for _, person in self._roster.known() if self._roster is not None else ():
            found = self.student(person)
            if not isinstance(found, str) and test_student_of(person) is None:
                yield found

    def handed_in(self, person: Person) -> tuple[datetime | None, bool]:
        """When, and whether late, as the roster says."""
        if self._roster is None or (platform := platform_called(self._roster.platform)) is None:
            return None, False
        rows = find(person, self._roster.known())
        return platform.handed_in(self._roster, int(rows[0])) if len(rows) == 1 else (None, False)

    def student(self, person: Person) -> tuple[str, Person] | str:
        """nbgrader's name for a person, and all that is known of them; or why there is none, in a sentence."""
        if self._roster is not None:
            rows = find(person, self._roster.known())
            if len(rows) != 1:
                return _unclear(rows, f"in {self._roster.path.name}")
            person = (self._roster.people[int(rows[0])] or Person()).joined(person)
        found = find(person, self._known.items())
        if len(found) > 1:
            return f"could be {' or '.join(sorted(found))}: name a roster with --roster"
        student = found[0] if found else self._new_name(person)
        if (why := wrong_name(student)) is not None:
            return f"belongs to the student “{student}”, {why}: rename the student"
        self._known[student] = person.joined(self._known.get(student, Person()))
        return student, person

    def _new_name(self, person: Person) -> str:
        ids = person.ids
        kinds = ("student", "login", "sid", "email", *assignment_ids())
        wished = (folder_name(ids.get(kind, "")) for kind in kinds)
        name = next(filter(None, wished), "") or folder_name(person.name) or "student"
        taken = {unicodedata.normalize("NFC", known).casefold() for known in self._known}
        if name.casefold() not in taken:
            return name
        number = next(iter(ids.values()), str(len(taken)))
        return f"{name}_{folder_name(number)}"


def _unclear(rows: list[str], where: str) -> str:
    return f"stands {len(rows)} times {where}, as far as can be told" if rows else f"is not {where}"


def folder_name(text: str) -> str:
    """A name that is safe as a folder's and that nbgrader does not stumble over."""
    kept = re.sub(r"[^\w.@-]+", "-", unicodedata.normalize("NFC", text)).strip("-.").lstrip("-.@")
    return kept.encode()[:120].decode(errors="ignore")


def _in_gradebook(course: CourseRoot) -> list[tuple[str, Person]]:
    if not course.has_gradebook:
        return []
    try:
        with course.gradebook() as gradebook:
            students = [(one.id, one.first_name, one.last_name, one.email) for one in gradebook.students]
    except GradebookFailed as error:
        raise no_answer(course, error) from error
    found = []
    for student, first, last, email in students:
        name = " ".join(part for part in (first, last) if part)
        found.append((student, Person(name, {"student": student, **({"email": email} if email else {})})))
    return found
