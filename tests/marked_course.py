"""A course of the toy's with cells of its own, which a person marks, and an instructor who works in it."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from answers import edited, grade_id, run
from nbgrader.api import Gradebook
from toy import marked

from autograder.commands.terminal import Status

NAME = "toy"
MANUAL = {"essay": 10.0, "sketch": 4.0, "talk": 2.0}


def own_cells() -> list[Any]:
    question = marked("essay-question", "Write about squares: clear 5, right 5.", locked=True)
    essay = marked("essay", "*Your text*", grade=True, solution=True, points=10)
    task = marked("talk", "Talk about it.", task=True, locked=True, points=2)
    for cell in (question, essay, task):
        cell.cell_type = "markdown"
        cell.pop("outputs"), cell.pop("execution_count")
    sketch = marked("sketch", "# sketch a cube here", grade=True, solution=True, points=4)
    return [question, essay, sketch, task]


class Desk:
    """An instructor's course, graded by one of the two commands."""

    def __init__(self, root: Path, kit: Path, by: str) -> None:
        self.root, self.kit, self.by = root, kit, by

    def command(self, *words: str, status: int = 0, **more: str) -> str:
        command = (sys.executable, "-m", "autograder", *words[1:]) if words[0] == "vaekit" else words
        return run(*command, cwd=self.root, status=status, **{"PYTHONPATH": str(self.kit), **more})

    def grade(self, *options: str) -> str:
        if self.by == "vaekit":
            return self.command("vaekit", "grade", "submitted", *options)
        return self.command("nbgrader", "autograde", NAME, "--force")

    def status(self) -> dict[str, Any]:
        path = self.root / "status.json"
        path.unlink(missing_ok=True)
        words = (sys.executable, "-m", "autograder", "status", "submitted", "--json", str(path))
        expected = Status.GRADED if self.expect_recorded else Status.ATTENTION
        run(*words, cwd=self.root, status=expected, PYTHONPATH=str(self.kit))
        return {row["student"]: row for row in json.loads(path.read_text())["submissions"]}

    expect_recorded = True

    def edit_source(self, change: Callable[[list[Any]], None], status: int = 0) -> str:
        path = self.root / "source" / NAME / f"{NAME}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        change(notebook.cells)
        nbformat.write(notebook, path)
        return self.command("nbgrader", "generate_assignment", NAME, "--force", status=status)

    def set_points(self, name: str, points: float, status: int = 0) -> str:
        def change(cells: list[Any]) -> None:
            next(cell for cell in cells if grade_id(cell) == name).metadata["nbgrader"]["points"] = points

        return self.edit_source(change, status)

    def set_words(self, name: str, words: str) -> None:
        def change(cells: list[Any]) -> None:
            next(cell for cell in cells if grade_id(cell) == name).source = words

        self.edit_source(change)

    def hand_in(self, student: str, **answers: str) -> Path:
        release = self.root / "release" / NAME / f"{NAME}.ipynb"
        cells = {"square": "def square(x):\n    return x * x\n", "norm": "def norm(x):\n    return 1\n", **answers}
        return edited(release, self.root / "submitted" / student / NAME / f"{NAME}.ipynb", cells)

    def gradebook(self) -> Gradebook:
        return Gradebook(f"sqlite:///{self.root / 'gradebook.db'}")

    def mark(self, student: str, **scores: float) -> None:
        """As formgrader does it."""
        with self.gradebook() as gradebook:
            for name, score in scores.items():
                grade = gradebook.find_grade(name.replace("_", "-"), NAME, NAME, student)
                grade.manual_score, grade.needs_manual_grade = score, False
            gradebook.db.commit()

    def waiting(self, student: str = "ada") -> set[str]:
        """The cells that wait for a person."""
        with self.gradebook() as gradebook:
            grades = gradebook.find_submission(NAME, student).notebooks[0].grades
            return {grade.name for grade in grades if grade.needs_manual_grade}

    def penalty(self, student: str = "ada") -> float:
        with self.gradebook() as gradebook:
            return float(gradebook.find_submission(NAME, student).late_submission_penalty or 0)

    def page(self, student: str = "ada") -> str:
        if self.by == "nbgrader":
            self.command("nbgrader", "generate_feedback", NAME, "--force")
        return (self.root / "feedback" / student / NAME / f"{NAME}.html").read_text()

    def exported(self) -> dict[str, str]:
        """Who is left out of an export, and why."""
        (self.root / "out.json").unlink(missing_ok=True)
        words = ("export", "--format", "csv", "--assignment", NAME, "--json", "out.json", "--output", "out.csv")
        status = Status.GRADED if self.expect_exported else Status.ATTENTION
        run(sys.executable, "-m", "autograder", *words, cwd=self.root, status=status, PYTHONPATH=str(self.kit))
        found = json.loads((self.root / "out.json").read_text())
        return {row["student"]: row["reason"] for row in found["left_out"]}

    expect_exported = True

    def marks_exported(self) -> dict[str, float]:
        """The marks of the last export."""
        return {
            row["student"]: row["score"] for row in json.loads((self.root / "out.json").read_text())["exported"]
        }

    def remarks(self) -> list[str]:
        """What the last export told besides."""
        return json.loads((self.root / "out.json").read_text())["remarks"]


def released_course(toy_course: Path, toy_kit: Path, folder: Path) -> Path:
    """The toy's course with cells of its own in the source, before anything is handed in."""
    shutil.copytree(toy_course, folder)
    (folder / "gradebook.db").unlink()
    Desk(folder, toy_kit, "").edit_source(lambda cells: cells.extend(own_cells()))
    return folder


TEXTS = {"ada": "four corners", "bo": "right angles", "cy": "four corners", "di": "equal sides"}


def graded_texts(
    toy_course: Path, toy_kit: Path, folder: Path, prepare: Callable[[Desk], None] = lambda desk: None
) -> Path:
    """That course, prepared before the release, with four texts that are graded; two of them are the same."""
    desk = Desk(released_course(toy_course, toy_kit, folder), toy_kit, "vaekit")
    prepare(desk)
    desk.command("nbgrader", "generate_assignment", NAME, "--force")
    for student, words in TEXTS.items():
        desk.hand_in(student, essay=f"Squares have {words}.", sketch="cube = 8")
    desk.grade()
    return folder
