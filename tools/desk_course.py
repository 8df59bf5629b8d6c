"""A class whose texts wait for a marker, made without grading each notebook: what `tools.bench desk` marks."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from nbgrader.api import Gradebook

from autograder.authoring.assignment import Assignment
from autograder.authoring.training_texts import training_for
from autograder.course.gradebook.cells.rubrics import of_course
from autograder.grading.kept_settings import settings_of_course
from autograder.grading.results.store import Store
from autograder.handin.find_submissions import find_submissions
from autograder.handin.shared_training_runs import with_foreign_evidence
from autograder.marking.marks.comments import composed
from autograder.records.marking.rubric import Rubric
from autograder.records.marking.training import TrainingText
from corpus.entries import EVIDENCE, EXAMPLES, example_assignment
from tools.bench_grading import GRADE, kit_course, seconds

STUDENTS = 300
GRADED = (
    "student-000"  # the one hand-in that the kit grades: the others are copies with texts and weights of their own
)


class MarkedClass:
    """A course in which every text of a class waits for a marker; each is one of the training texts, with an end of its
    own. One that is made already is opened.
    """

    def __init__(self, folder: Path, students: int = STUDENTS, *, is_made: bool = False) -> None:
        self.assignment: Assignment = example_assignment()
        self.name = self.assignment.name
        self.root = folder if is_made else kit_course(folder, self.assignment)
        source = self.root / "source" / self.name
        self.rubrics: list[Rubric] = list(of_course(source, self.assignment).values())
        self._examples = {one.cell: _examples(source, one) for one in self.rubrics}
        self.students = [f"student-{number:03}" for number in range(students)]
        if not is_made:
            self._make()

    def _make(self) -> None:
        self._grade_one()
        self._copy_hand_ins()
        self._enter_grades()
        self._keep_exhibits()

    @property
    def gradebook(self) -> Path:
        return self.root / "gradebook.db"

    def example(self, student: str, cell: str) -> TrainingText:
        """The training text that a student has handed in, with the levels that were agreed on."""
        examples = self._examples[cell]
        return examples[self.students.index(student) % len(examples)]

    def by_words(self, words: str, cell: str) -> TrainingText:
        """The training text that a page shows."""
        shown = " ".join(words.split())
        return next(one for one in self._examples[cell] if shown.startswith(" ".join(one.text.split())[:60]))

    def points(self, rubric: Rubric) -> dict[str, tuple[float, str]]:
        """The number and the comment that nbgrader's gradebook has of each text that was marked, by student."""
        found = {}
        with Gradebook(f"sqlite:///{self.gradebook}") as gradebook:
            for notebook in gradebook.notebook_submissions(self.name, self.name):
                grade = next(one for one in notebook.grades if one.name == rubric.cell)
                comment = next(one for one in notebook.comments if one.name == rubric.cell)
                if grade.manual_score is not None:
                    found[notebook.student.id] = (grade.manual_score, comment.comment)
        return found

    def expect_marked(self, rubric: Rubric, points: dict[str, tuple[float, str]], count: int) -> None:
        """Stop where a text has other marks than were agreed on: what was timed would not be the same work."""
        for student, found in points.items():
            levels = self.example(student, rubric.cell).levels
            wanted = rubric.earned(levels), composed(rubric, levels, {}, "")
            if found != wanted:
                raise SystemExit(f"The gradebook has {found} of {student}, and not {wanted}.")
        if len(points) < count:
            raise SystemExit(f"{len(points)} texts were marked, and {count} were measured.")

    def _grade_one(self) -> None:
        seconds(sys.executable, "-m", "nbgrader", "generate_assignment", self.name, cwd=self.root)
        shutil.copytree(EVIDENCE.parent.parent, self.root / "submitted" / GRADED)
        assert EVIDENCE.is_relative_to(EXAMPLES)
        seconds(*GRADE, cwd=self.root)

    def _copy_hand_ins(self) -> None:
        """What each student has handed in, and its autograded copy with the student's texts."""
        handed_in = self._notebook("submitted", GRADED)
        autograded = self._notebook("autograded", GRADED)
        arrays = dict(np.load(EVIDENCE))
        for number, student in enumerate(self.students):
            if student != GRADED:
                path = self._path("submitted", student)
                path.parent.mkdir(parents=True)
                path.write_text(json.dumps(handed_in), encoding="utf-8")
                np.savez(path.parent / EVIDENCE.name, **self._own_run(arrays, number))
            path = self._path("autograded", student)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(self._with_texts(autograded, student)), encoding="utf-8")

    def _own_run(self, arrays: dict[str, np.ndarray], number: int) -> dict[str, np.ndarray]:
        """A run that no classmate has: in each array that tells one run from another, the first number is another one."""
        assert self.assignment.evidence is not None
        own = {
            name: array.copy() for name, array in arrays.items() if name.startswith(self.assignment.evidence.own)
        }
        for array in own.values():
            array.flat[0] += number / 100
        return arrays | own

    def _with_texts(self, notebook: dict[str, Any], student: str) -> dict[str, Any]:
        return {**notebook, "cells": list(self._cells(notebook, student))}

    def _cells(self, notebook: dict[str, Any], student: str) -> Iterator[dict[str, Any]]:
        for cell in notebook["cells"]:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id")
            if name in self._examples:
                said = self.example(student, name).text.strip()
                yield {**cell, "source": f"{said}\n\nThis is said of the run {student[-3:]}."}
            else:
                yield cell

    def _enter_grades(self) -> None:
        """The rows of nbgrader's gradebook: points of the checks as the graded one has them, texts that wait."""
        with Gradebook(f"sqlite:///{self.gradebook}") as gradebook:
            (graded,) = gradebook.find_submission(self.name, GRADED).notebooks
            points = {grade.name: (grade.auto_score, grade.needs_manual_grade) for grade in graded.grades}
            for student in self.students[1:]:
                gradebook.add_student(student)
                (notebook,) = gradebook.add_submission(self.name, student).notebooks
                for grade in notebook.grades:
                    grade.auto_score, grade.needs_manual_grade = points[grade.name]
            gradebook.db.commit()

    def _keep_exhibits(self) -> None:
        """What grading has drawn of the one run, kept for each of the others."""
        settings = settings_of_course(self.root, self.name)
        assert settings.store is not None
        store = Store(settings.store)
        everybody = with_foreign_evidence(find_submissions(self.root / "submitted", self.assignment))
        keys = {one.student: settings.key_of(one) for one in everybody}
        drawn = store.get_exhibits(keys[GRADED])
        if drawn is None:
            raise SystemExit(
                "Grading kept no figures of the example hand-in: there is nothing to show beside a text."
            )
        for student in self.students[1:]:
            store.put_exhibits(keys[student], drawn)

    def _path(self, step: str, student: str) -> Path:
        return self.root / step / student / self.name / f"{self.name}.ipynb"

    def _notebook(self, step: str, student: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._path(step, student).read_text(encoding="utf-8"))
        return found


def _examples(source: Path, rubric: Rubric) -> list[TrainingText]:
    found = training_for(source, rubric)
    if found is None:
        raise SystemExit(f"There are no training texts for {rubric.cell}: nothing can be marked as agreed.")
    return list(found.texts)
