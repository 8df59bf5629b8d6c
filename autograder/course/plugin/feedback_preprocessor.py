"""The preprocessor of feedback pages: what a student sees of an autograded notebook."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path
from typing import Any, cast

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.authoring.assignment import Assignment, assignments
from autograder.course.feedback import rubric_table
from autograder.course.feedback.added_cells import fitting, without_source
from autograder.course.feedback.feedback_folder import keep_only_the_page, name_as_handed_in, note_shown_marks
from autograder.course.feedback.page_summary import summary_cell, titles
from autograder.course.feedback.regrade_requests import RequestOfStudent, requests_of
from autograder.course.gradebook.marks import mark_validity
from autograder.course.gradebook.marks.shown_to_students import digest_of_shown_marks, marks_of_desk
from autograder.course.plugin.notebook_in_conversion import handin_folder, know_assignments
from autograder.course.plugin.patching import PatchesNbgrader
from autograder.course.plugin.result_cells import FOR_MARKER, SHOWN, grade_id_of, without_score
from autograder.handin.find_submissions import find_submissions
from autograder.records.errors import KitError

_UNMARKED = "Not marked yet: a person reads this, and its points are still to come."


class HideFromStudent(PatchesNbgrader, NbGraderPreprocessor):
    """Takes what is for the marker alone out of the feedback, and says at each unmarked text that points are to come."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        know_assignments(self)
        nb.cells = [cell for cell in nb.cells if cell.source != FOR_MARKER]
        names = resources["nbgrader"]
        with Gradebook(names["db_url"]) as gradebook:
            handed_in = gradebook.find_submission_notebook(
                names["notebook"], names["assignment"], names["student"]
            )
            shown = digest_of_shown_marks(handed_in)  # which reads the names of all cells at once
            unmarked = {grade.name for grade in handed_in.grades if grade.needs_manual_grade}
            by_rubric = marks_of_desk(handed_in)
            self._settle(names, shown)
            student = _name_of(handed_in.student)
        coursedir = cast(Any, self.parent).parent.coursedir
        reopened = mark_validity.reopened(
            mark_validity.readable_notes(
                mark_validity.notes_file(Path(coursedir.root), names["assignment"], names["student"])
            )
        )
        for cell in nb.cells:
            name = grade_id_of(cell)
            if name in unmarked:
                told = cell.metadata.nbgrader.get("comment")
                why = f"It was marked before, and {reopened[name]}." if name in reopened else None
                cell.metadata.nbgrader["comment"] = " ".join(filter(None, [_UNMARKED, why, told]))
        rubric_table.add_rubric_tables(nb, by_rubric)
        if names["assignment"] in assignments():
            assignment = assignments()[names["assignment"]]
            self._open_with_summary(nb, assignment, names, unmarked, student)
            resources["vaekit"] = {"student": student, "unread": unmarked, "titles": titles(assignment)}
        return nb, resources

    def _open_with_summary(
        self, nb: NotebookNode, assignment: Assignment, names: dict[str, Any], unmarked: Set[str], student: str
    ) -> None:
        """Put the summary first, and show each result and text once, without what nbgrader alone needs."""
        requests = self._requests(assignment, names)
        summary = fitting(summary_cell(nb, assignment, names, student, unmarked, requests), nb)
        checks = {task.check_cell for task in assignment.tasks}
        for cell in nb.cells:
            if grade_id_of(cell) in checks and cell.cell_type == "code":
                cell.outputs = without_score(cell.outputs)
            elif cell.source == SHOWN:
                without_source(cell)
        nb.cells.insert(0, summary)

    def _requests(self, assignment: Assignment, names: dict[str, Any]) -> list[RequestOfStudent]:
        """The student's requests with their answers."""
        courses = self.parent.parent.coursedir
        submission = find_submissions(handin_folder(courses, names), assignment)[0]
        try:
            return requests_of(Path(courses.root), assignment.name, submission)
        except KitError as error:  # a page of feedback is written all the same; `vaekit requests` tells it
            self.log.warning("%s", error)
            return []

    def _settle(self, names: dict[str, str], told: str) -> None:
        """Clean the student's folder, and note which marks the page shows."""
        name, student, courses = names["assignment"], names["student"], self.parent.parent.coursedir
        if name in assignments():
            folder, assignment = (
                Path(courses.format_path(courses.feedback_directory, student, name)),
                assignments()[name],
            )
            keep_only_the_page(folder, assignment)
            name_as_handed_in(
                folder, assignment, find_submissions(handin_folder(courses, names), assignment)[0].notebook
            )
            note_shown_marks(Path(courses.root), name, student, told)


def _name_of(student: Any) -> str:
    """A student's name as the gradebook has it, with the id; the id alone where it has none."""
    name = " ".join(filter(None, (student.first_name, student.last_name)))
    return f"{name} ({student.id})" if name else str(student.id)
