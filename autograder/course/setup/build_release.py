"""Builds release and solution from an assignment's source notebook, with nbgrader's converters."""

from __future__ import annotations

from pathlib import Path

import nbformat

from autograder.authoring.assignment import Assignment
from autograder.course.gradebook.cells import rubrics
from autograder.course.setup.new_course import run_nbgrader
from autograder.handin.notebook.colab import write_standalone


def build_release(config: Path, assignment: Assignment, course: Path) -> tuple[Path, Path]:
    """Build the release, and the single notebook for Colab; returns the folder and that notebook.

    `config` is the folder of the configuration that nbgrader works with; `course` is the root that it works on.
    """
    name = assignment.name
    run_nbgrader(config, "generate_assignment", name, "--force", f"--course-dir={course}")
    release = course / "release" / name
    alone = course / "release" / f"{name}-colab" / f"{name}.ipynb"
    write_standalone(release, alone, assignment)
    return release, alone


def build_solution(config: Path, assignment: Assignment, course: Path, *, execute: bool) -> Path:
    """Build the solution in `solutions/`, without rubrics and without a copy of the evidence; returns the folder."""
    name = assignment.name
    options = [] if execute else ["--Execute.enabled=False"]
    where = [f"--course-dir={course}", "--CourseDirectory.solution_directory=solutions"]
    run_nbgrader(config, "generate_solution", name, "--force", *options, *where)
    folder = course / "solutions" / name
    rubrics.leave_out(folder)
    _drop_evidence(folder / f"{name}.ipynb", assignment)
    return folder


def _drop_evidence(path: Path, assignment: Assignment) -> None:
    """Remove the copy of the evidence (2 MiB) from the outputs: nobody hands this notebook in."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(assignment.evidence and assignment.evidence.mime, None)
    nbformat.write(notebook, path)
