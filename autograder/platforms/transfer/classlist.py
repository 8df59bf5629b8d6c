"""nbgrader's table of students, filled from what collections and rosters tell; and an assignment's deadline."""

from __future__ import annotations

import warnings
from datetime import datetime

from autograder.course.configuration.course_root import CourseRoot
from autograder.course.gradebook.access import GradebookFailed, InvalidEntry, MissingEntry, reason
from autograder.handin.collected_students import collected
from autograder.platforms.registry import platforms
from autograder.records.errors import KitError
from autograder.records.person import Person

_ROW = 128  # characters that nbgrader keeps of a name


def deadline(course: CourseRoot, assignment: str) -> datetime | None:
    """When an assignment is due, in UTC; None where the gradebook does not say. Raises KitError where it is silent."""
    if not course.has_gradebook:
        return None
    try:
        with course.gradebook() as gradebook:
            due: datetime | None = gradebook.find_assignment(assignment).duedate
            return due
    except MissingEntry:
        return None
    except GradebookFailed as error:
        raise no_answer(course, error) from error


def no_answer(course: CourseRoot, error: GradebookFailed) -> KitError:
    """What to raise where the gradebook does not answer and nothing was collected yet."""
    return KitError(
        f"The gradebook of {course.root} does not answer ({reason(error)}), and without its students and deadlines names "
        "could be wrong: start its database, or mend it, and collect again. Nothing was collected."
    )


def write_students(course: CourseRoot, assignment: str) -> None:
    """Put everybody whom collections have met into the gradebook's table of students: names, address, platform's id.

    What stands there is kept. Without a gradebook nothing is done: it is made when the assignment is released.
    """
    if not course.has_gradebook:
        return
    try:
        with warnings.catch_warnings(), course.gradebook() as gradebook:
            warnings.simplefilter("ignore")  # nbgrader's own use of its database
            known = {student.id: student for student in gradebook.students}
            for name, met in collected(course.root, assignment).items():
                student = known.get(name) or gradebook.add_student(name)
                for field, value in _row(met.person).items():
                    if value and not getattr(student, field):
                        setattr(student, field, value[:_ROW])
            gradebook.db.commit()
    except (GradebookFailed, InvalidEntry) as error:
        raise KitError(
            f"The students' names can't be written into the gradebook of {course.root} ({reason(error)}): close what "
            "writes to it, and collect again. The hand-ins are collected."
        ) from error


def _row(person: Person) -> dict[str, str]:
    first, last = person.first_and_last or ("", "")
    numbers = (person.ids.get(kind) for platform in platforms() for kind in platform.student_ids)
    number = next(filter(None, numbers), "")
    return {"first_name": first, "last_name": last, "email": person.email, "lms_user_id": number}
