"""Makes a new assignment in a course: a small working one, to be changed step by step."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from string import Template

import nbformat
from nbformat import NotebookNode

from autograder.authoring.assignment import assignments
from autograder.authoring.find_assignments import FOLDER
from autograder.records.errors import KitError

_PARTS = Path(__file__).resolve().parents[2] / "templates" / "assignment"
_ENDING = ".txt"  # of template files, so that no tool takes them for Python
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class NewAssignment:
    """The new assignment: its package with declaration, questions, checks and corpus, and its source notebook."""

    name: str
    package: Path
    notebook: Path

    @property
    def corpus(self) -> Path:
        return self.package / "corpus"


def make_assignment(root: Path, name: str) -> NewAssignment:
    """Make the assignment in the course; raises KitError where its name can't be one, or something is in its place."""
    if not _NAME.fullmatch(name):
        raise KitError(
            f"{name!r} can't be an assignment's name: use small letters, digits and single -, as in fourier-series."
        )
    if name in assignments():
        raise KitError(f"There is an assignment {name} already: take another name.")
    made = NewAssignment(name, root / FOLDER / name.replace("-", "_"), root / "source" / name / f"{name}.ipynb")
    for place in (made.package, made.notebook.parent):
        if place.exists():
            raise KitError(f"{place} exists: nothing was made; take another name, or move it away.")
    try:
        _write(made)
    except OSError as error:
        raise KitError(f"{made.package} can't be made ({error.strerror}: {error.filename}).") from error
    return made


def _write(made: NewAssignment) -> None:
    for part in sorted(_PARTS.rglob(f"*{_ENDING}")):
        target = made.package / part.relative_to(_PARTS).with_suffix("")
        target.parent.mkdir(parents=True, exist_ok=True)
        words = Template(part.read_text(encoding="utf-8")).substitute(name=made.name)
        target.write_text(words, encoding="utf-8")
    answers = {made.notebook: _SOLUTION}
    for kind, answer in {"right": _RIGHT, "wrong": _WRONG}.items():
        answers[made.corpus / kind / made.name / f"{made.name}.ipynb"] = answer
    for path, answer in answers.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(_notebook(made.name, answer), path)


def _notebook(name: str, answer: str) -> NotebookNode:
    title = name.replace("-", " ").capitalize()
    cells = [
        _cell(nbformat.v4.new_markdown_cell(f"# {title}"), f"{name}-title", locked=True),
        _cell(nbformat.v4.new_code_cell("import numpy as np"), f"{name}-imports", locked=True),
        _cell(nbformat.v4.new_markdown_cell(_TASK), f"{name}-task", locked=True),
        _cell(nbformat.v4.new_code_cell(answer), f"{name}-answer", solution=True),
        _cell(nbformat.v4.new_code_cell(_CHECK), f"{name}-check", grade=True, locked=True, points=5),
    ]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return notebook


def _cell(cell: NotebookNode, grade_id: str, **marks: object) -> NotebookNode:
    """The cell with nbgrader's metadata, as its sidebar writes them."""
    plain = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
    cell.metadata["nbgrader"] = {**plain, "grade_id": grade_id, **marks}
    cell["id"] = grade_id
    return cell


_TASK = """\
## Task 1: Mean square (5 points)

Write `mean_square(x)`: the mean of the squares of the numbers in `x`, a NumPy array of one dimension."""
_CHECK = "assert np.isclose(mean_square(np.array([1.0, 3.0])), 5.0)"
_SOLUTION = '''\
def mean_square(x):
    """The mean of the squares of `x`, an array of shape (n,); returns one number."""
    ### BEGIN SOLUTION
    return np.mean(x**2)
    ### END SOLUTION
    raise NotImplementedError("Task 1: write mean_square")'''
_RIGHT = """\
def mean_square(x):
    return sum(value * value for value in x) / len(x)"""
_WRONG = """\
def mean_square(x):
    return np.sum(x**2)"""
