"""The graded cells of an assignment and their points, as a course's source and gradebook declare them.

The points of a check come from the kit, those of a text from the course. Functions here name where the two disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Assignment as AssignmentRow
from nbgrader.api import BaseCell, Gradebook, MissingEntry, Notebook, SourceCell
from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import with_polymorphic

from autograder.authoring.assignment import Assignment
from autograder.handin.notebook.instructors_cells import instructors_cells
from autograder.handin.notebook.read_notebook import read_cells
from autograder.records.cell import Role
from autograder.records.errors import KitError

Declared = Mapping[str, "DeclaredCell"]


@dataclass(frozen=True, slots=True)
class DeclaredCell:
    """A graded cell as a course declares it in nbgrader's metadata."""

    name: str
    kind: str
    source: str
    grade: bool
    solution: bool
    task: bool
    locked: bool
    points: float = 0.0

    @property
    def is_check(self) -> bool:
        """Whether the cell is a test cell: its code gives the points."""
        return self.grade and not self.solution and not self.task

    @property
    def is_manual(self) -> bool:
        """Whether a person gives its points."""
        return self.task or (self.grade and self.solution)

    def as_node(self) -> NotebookNode:
        """The cell as a notebook holds it."""
        make = nbformat.v4.new_code_cell if self.kind == "code" else nbformat.v4.new_markdown_cell
        marks: dict[str, Any] = {"grade_id": self.name, "schema_version": 3}
        marks |= {key: getattr(self, key) for key in ("grade", "solution", "task", "locked")}
        marks |= {"points": self.points} if self.grade or self.task else {}
        return make(self.source, metadata={"nbgrader": marks})


def in_notebook(cells: Iterable[Any]) -> Declared:
    """The declared cells of a notebook."""
    found = {}
    for cell in cells:
        marks = cell["metadata"].get("nbgrader")
        if marks and marks.get("grade_id"):
            flags = {key: bool(marks.get(key)) for key in ("grade", "solution", "task", "locked")}
            name, points = str(marks["grade_id"]), float(marks.get("points") or 0)
            found[name] = DeclaredCell(name, cell["cell_type"], cell["source"], points=points, **flags)
    return found


def in_source(path: Path) -> Declared:
    """The declared cells of a source notebook, in its order; none where it can't be read."""
    try:
        return _in_file(path, path.stat().st_mtime_ns)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


@lru_cache(maxsize=8)
def _in_file(path: Path, changed_ns: int) -> Declared:
    return in_notebook(nbformat.read(path, as_version=4).cells)


def in_gradebook(gradebook: Gradebook, assignment: Assignment) -> Declared:
    """The declared cells of the last release; none where there was no release."""
    of_notebook, of_cells, of_sources = _release_queries()
    found = {"notebook": gradebook.db.execute(of_notebook, {"name": assignment.name}).scalar()}
    checks: dict[str, Any] = {}
    answers: dict[str, Any] = {}
    texts: dict[str, Any] = {}
    kinds = {"GradeCell": checks, "SolutionCell": answers, "TaskCell": texts}
    for name, kind, *of_check, text_kind, text_points in gradebook.db.execute(of_cells, found):
        kinds[kind][name] = (text_kind, text_points) if kind == "TaskCell" else of_check
    pointed = checks | texts
    sources = {cell.name: cell for cell in gradebook.db.execute(of_sources, found)}
    return {
        name: DeclaredCell(
            name,
            sources[name].cell_type if name in sources else pointed[name][0] if name in pointed else "code",
            (sources[name].source or "") if name in sources else "",
            grade=name in checks,
            solution=name in answers,
            task=name in texts,
            locked=name in sources and bool(sources[name].locked),
            points=float(pointed[name][1]) if name in pointed else 0.0,
        )
        for name in {**sources, **pointed, **answers}
    }


@cache
def _release_queries() -> tuple[Select[Any], Select[Any], Select[Any]]:
    """What reads the id of the notebook called `name`, and the columns of its cells and of their sources, by that id.

    nbgrader would read the points of each cell by themselves.
    """
    cells = with_polymorphic(BaseCell, "*")
    of_check, of_text = ((kind.cell_type, kind.max_score) for kind in (cells.GradeCell, cells.TaskCell))
    name: Any = bindparam("name")
    notebook: Any = bindparam("notebook")
    return (
        select(Notebook.id)
        .join(AssignmentRow, AssignmentRow.id == Notebook.assignment_id)
        .where(Notebook.name == name, AssignmentRow.name == name),
        select(cells.name, cells.type, *of_check, *of_text).where(cells.notebook_id == notebook),
        select(SourceCell.name, SourceCell.cell_type, SourceCell.source, SourceCell.locked).where(
            SourceCell.notebook_id == notebook
        ),
    )


def other_notebooks(gradebook: Gradebook, assignment: Assignment) -> list[str]:
    """The notebooks of the assignment that are not the kit's."""
    try:
        notebooks = gradebook.find_assignment(assignment.name).notebooks
    except MissingEntry:
        return []
    return sorted(notebook.name for notebook in notebooks if notebook.name != assignment.name)


def own_cells(declared: Declared, assignment: Assignment) -> Declared:
    """The cells that the course has added to the cells of the kit's assignment."""
    return {name: cell for name, cell in declared.items() if name not in instructors_cells(assignment)}


def rubric(text: str, declared: Declared, order: Iterable[str]) -> str:
    """The rubric of a cell: the locked text before it, and its own text as released."""
    names = list(order)
    before = declared.get(names[names.index(text) - 1]) if text in names[1:] else None
    shown = before.source if before is not None and before.locked and before.kind != "code" else ""
    return f"{shown}\n{declared[text].source}" if text in declared else shown


# --- where course and kit disagree ----------------------------------------------------------------------------


def disagreements(assignment: Assignment, declared: Declared) -> list[str]:
    """The reasons why the kit can't grade a notebook with these cells; each is a clause of a sentence."""
    return [
        *_of_checks(assignment, declared),
        *points_of_checks(assignment, declared),
        *_of_answers(assignment, declared),
        *_of_texts(assignment, declared),
    ]


def points_of_checks(assignment: Assignment, declared: Declared) -> list[str]:
    """The checks whose points in the course differ from those of the kit; each is a clause of a sentence."""
    tasks = [task for task in assignment.tasks if task.check_cell in declared]
    return [
        f"`{task.check_cell}` has {declared[task.check_cell].points:g} points in the course and {task.points:g} in the "
        "kit, from which the points of a check come"
        for task in tasks
        if declared[task.check_cell].points != task.points
    ]


def _of_checks(assignment: Assignment, declared: Declared) -> Iterator[str]:
    for task in assignment.tasks:
        cell = declared.get(task.check_cell)
        if cell is None or not cell.is_check:
            yield f"the check cell `{task.check_cell}` {'is missing' if cell is None else 'is no check any more'}"


def _of_answers(assignment: Assignment, declared: Declared) -> Iterator[str]:
    for name, original in instructors_cells(assignment).items():
        cell = declared.get(name)
        if original.role is Role.SOLUTION and (cell is None or not cell.solution or cell.grade):
            yield f"the cell `{name}`, in which the student answers, {'is missing' if cell is None else 'was changed'}"


def _of_texts(assignment: Assignment, declared: Declared) -> Iterator[str]:
    for manual in assignment.manual:
        cell = declared.get(manual.cell)
        if cell is None or not cell.is_manual:
            yield (
                f"the text `{manual.cell}` {'is missing' if cell is None else 'is not manually graded any more'} "
                "(with 0 points it does not count)"
            )


def unreleased(assignment: Assignment, source: Declared, released: Declared) -> list[str]:
    """The texts whose points differ between source and gradebook; each is a clause of a sentence."""
    both = [name for name in source if name in released and source[name].is_manual]
    return [
        f"`{name}` has {source[name].points:g} points in the source and {released[name].points:g} in the gradebook"
        for name in both
        if source[name].points != released[name].points
    ]


def remedy(assignment: Assignment) -> str:
    name = assignment.name
    return (
        f"mend source/{name}/{name}.ipynb, then run `nbgrader generate_assignment {name} --force` (the kit's own "
        f"notebook is {assignment.source_notebook})"
    )


def expect_releasable(
    assignment: Assignment, declared: Declared | None, notebooks: Iterable[str], executes_others: bool
) -> None:
    """Raise KitError where what is released could not be graded.

    `declared` is None for a notebook that is not the kit's.
    """
    name = assignment.name
    others = [] if executes_others else sorted(set(notebooks) - {name})
    if others:
        raise KitError(
            f"source/{name} holds {', '.join(f'{one}.ipynb' for one in others)} beside {name}.ipynb, and the kit grades "
            "one notebook of an assignment: make it an assignment of its own, or let nbgrader run it without a sandbox "
            "by c.GradeOutside.others = 'execute' in nbgrader_config.py."
        )
    if declared is None:
        return
    checks = [cell.name for cell in own_cells(declared, assignment).values() if cell.is_check]
    if checks:
        raise KitError(
            f"The kit can't grade the test cells {', '.join(f'`{one}`' for one in checks)} in source/{name}: it runs no "
            "test inside a student's notebook. Make them manually graded, or remove them."
        )
    found = disagreements(assignment, declared)
    if found:
        raise KitError(f"{name} can't be released: {'; '.join(found)}: {remedy(assignment)}.")


def source_order(path: Path, assignment: Assignment) -> list[str]:
    """The cells of the course's source in their order, or the kit's where there is none."""
    return list(in_source(path)) or [
        cell.grade_id for cell in read_cells(assignment.source_notebook) if cell.grade_id
    ]
