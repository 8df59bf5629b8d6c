"""An assignment as a course has it, in its gradebook and source, and where these disagree with the kit."""

from __future__ import annotations

import contextlib
from functools import cached_property
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy.exc import SQLAlchemyError

from autograder.authoring.assignment import Assignment
from autograder.course.configuration.course_root import CourseRoot
from autograder.course.configuration.nbgrader_options import LATE_PENALTIES, runs_student_code
from autograder.course.gradebook.cells import declared_points
from autograder.course.gradebook.cells.declared_points import Declared
from autograder.course.gradebook.lateness import late_changes, why_no_time
from autograder.course.gradebook.marks import mark_validity
from autograder.records.errors import KitError


class CourseAssignment:
    """An assignment of a course. The gradebook is read when it is asked; methods that read it raise SQLAlchemyError."""

    def __init__(self, course: CourseRoot, assignment: Assignment) -> None:
        self._course, self._assignment = course, assignment
        self._released: Declared | None = None

    def is_known(self) -> bool:
        """Whether the gradebook has the assignment; a gradebook that is missing is not made."""
        if not self._course.has_gradebook:
            return False
        try:
            with self._course.gradebook() as gradebook:
                gradebook.find_assignment(self._assignment.name)
        except MissingEntry:
            return False
        return True

    def released(self, gradebook: Gradebook) -> Declared:
        """What the assignment's notebook declared when it was released last; read once."""
        if self._released is None:
            self._released = declared_points.in_gradebook(gradebook, self._assignment)
        return self._released

    @property
    def source(self) -> Path:
        """The course's own source of the assignment's notebook."""
        name = self._assignment.name
        return self._course.place("source", name) / f"{name}.ipynb"

    def disagreements(self) -> list[str]:
        """Where gradebook or source disagree with the kit; each is a clause of a sentence."""
        with self._course.gradebook() as gradebook:
            places = [self.released(gradebook), declared_points.in_source(self.source)]
        found = (
            clause
            for place in places
            if place
            for clause in declared_points.disagreements(self._assignment, place)
        )
        return list(dict.fromkeys(found))

    def expect_gradable(self) -> None:
        """Raise KitError where the gradebook does not know the assignment, or nbgrader would run a student's code.

        A gradebook that is locked now may be free later.
        """
        root, name = self._course.root, self._assignment.name
        if runs_student_code(self._course.in_effect()):
            raise KitError(
                f"nbgrader would run students' code without a sandbox in {root}, whose configuration lacks the "
                f"kit's plugins: run `vaekit init {root}`, or say --no-gradebook."
            )
        remedy = f"run `nbgrader generate_assignment {name}` first, or say --no-gradebook"
        with contextlib.suppress(SQLAlchemyError):
            if not self.is_known():
                raise KitError(f"The gradebook of {root} does not know {name}: {remedy}.")

    def expect_agreement(self) -> list[str]:
        """Raise KitError where the course's notebook disagrees with the kit; returns remarks to print."""
        name = self._assignment.name
        with contextlib.suppress(SQLAlchemyError):  # a gradebook that is locked now may be free later
            if not self.is_known():
                return []
            found = self.disagreements()
            if found:
                problem = f"{name} can't be graded in {self._course.root}: {'; '.join(found)}"
                raise KitError(f"{problem}: {declared_points.remedy(self._assignment)}.")
            return self.remarks()
        return []

    def expect_same_points(self, gradebook: Gradebook) -> None:
        """Raise KitError where the gradebook has other points of a check than the kit gives."""
        found = declared_points.points_of_checks(self._assignment, self.released(gradebook))
        if found:
            root, remedy = self._course.root, declared_points.remedy(self._assignment)
            raise KitError(f"The gradebook of {root} is wrong: {'; '.join(found)}: {remedy}.")

    def remarks(self) -> list[str]:
        """Sentences on the parts of the assignment that the kit does not grade."""
        name = self._assignment.name
        with self._course.gradebook() as gradebook:
            released = self.released(gradebook)
            others = declared_points.other_notebooks(gradebook, self._assignment)
        found = [
            f"{clause}: run `nbgrader generate_assignment {name} --force`."
            for clause in declared_points.unreleased(
                self._assignment, declared_points.in_source(self.source), released
            )
        ]
        checks = [
            cell.name for cell in declared_points.own_cells(released, self._assignment).values() if cell.is_check
        ]
        if checks:
            found.append(
                f"The kit can't grade {', '.join(f'`{one}`' for one in checks)}: a person gives those points."
            )
        if others:
            found.append(
                f"{name} has other notebooks ({', '.join(others)}), which nbgrader grades: run `nbgrader autograde "
                f"{name} --force`."
            )
        return found

    def changes(self, gradebook: Gradebook, student: str) -> list[str]:
        """Which times, penalties, points and rubrics have changed since the student's submission was recorded; or that
        the notes of it are damaged, which the next recording keeps aside and writes anew.
        """
        name = self._assignment.name
        try:
            notes = mark_validity.read_notes(mark_validity.notes_file(self._course.root, name, student))
        except mark_validity.DamagedNotes as error:
            return [str(error)]
        order = declared_points.source_order(self.source, self._assignment)
        found = mark_validity.changed(notes, self.released(gradebook), order)
        if self._takes_penalties:
            folder = self._course.place("submitted", name, student)
            found += late_changes(gradebook.find_submission(name, student), folder, name, self._course.app)
        return found

    def why_no_time(self, student: str) -> str | None:
        """Why it is unknown whether a hand-in is late, though the course takes penalties; None where it is known."""
        if not self._takes_penalties:
            return None
        return why_no_time(self._course.place("submitted", self._assignment.name, student))

    @cached_property
    def _takes_penalties(self) -> bool:
        return LATE_PENALTIES in self._course.in_effect()["Autograde.autograde_preprocessors"]


class CourseAssignments(dict[Assignment, CourseAssignment]):
    """The assignments of a course, each made when it is asked for and kept for the command."""

    def __init__(self, course: CourseRoot) -> None:
        self._course = course

    def __missing__(self, assignment: Assignment) -> CourseAssignment:
        self[assignment] = CourseAssignment(self._course, assignment)
        return self[assignment]
