"""The first preprocessor of autograding: repairs nbgrader's metadata, which editors damage, before nbgrader reads it."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Set
from functools import cache
from pathlib import Path
from typing import Any, cast

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.authoring.assignment import Assignment
from autograder.course.feedback.added_cells import fitting
from autograder.course.gradebook.cells import declared_points
from autograder.course.plugin.notebook_in_conversion import assignment_of, know_assignments
from autograder.course.plugin.patching import PatchesNbgrader
from autograder.course.plugin.result_cells import grade_id_of
from autograder.handin.notebook.colab import brought_file
from autograder.handin.notebook.identify_cells import identify
from autograder.handin.notebook.instructors_cells import instructors_cells
from autograder.handin.notebook.read_notebook import raw_cell
from autograder.records.cell import Cell

_MISSING = "This cell was missing from the notebook that was handed in; the kit put it back."


class RestoreCells(PatchesNbgrader, NbGraderPreprocessor):
    """Restores the nbgrader metadata of cells, and the released cells that the notebook has lost."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        know_assignments(self)
        names = resources["nbgrader"]
        assignment = assignment_of(names)
        if assignment is not None:
            originals = self._originals(assignment, names)
            self._restore(nb, assignment, originals)
            self._put_back(nb, originals)
        return nb, resources

    def _originals(self, assignment: Assignment, names: dict[str, str]) -> dict[str, NotebookNode]:
        """The cells that the course has released, in its order: the kit's, and those of the course's own."""
        with Gradebook(names["db_url"]) as gradebook:
            released = declared_points.in_gradebook(gradebook, assignment)
        problems = declared_points.disagreements(assignment, released)
        if problems:
            raise NbGraderException(
                f"{assignment.name} can't be graded: {'; '.join(problems)}: {declared_points.remedy(assignment)}."
            )
        coursedir = cast(Any, self.parent).parent.coursedir
        source = Path(coursedir.format_path(coursedir.source_directory, ".", assignment.name))
        order = declared_points.source_order(source / f"{assignment.name}.ipynb", assignment)
        found = _original_cells(assignment)
        found = {name: cell for name, cell in found.items() if name in released}
        found |= {name: cell.as_node() for name, cell in declared_points.own_cells(released, assignment).items()}
        return {name: found[name] for name in dict.fromkeys([*order, *found]) if name in found}

    def _restore(self, nb: NotebookNode, assignment: Assignment, originals: dict[str, NotebookNode]) -> None:
        raw = [raw_cell(cell, number) for number, cell in enumerate(nb.cells, 1)]
        cells, _ = identify(raw, assignment)
        known = {cell.number: cell for cell in cells if cell.grade_id in originals}
        own = _own_places(raw, originals.keys() - instructors_cells(assignment).keys())
        for number, node in enumerate(nb.cells, 1):
            node.metadata.pop("nbgrader", None)
            if number in known:
                cell = known[number]
                node.metadata["nbgrader"] = copy.deepcopy(originals[str(cell.grade_id)].metadata["nbgrader"])
                node.source = cell.source
                if node.cell_type != cell.kind:
                    _retype(node, cell.kind)
            elif number in own:
                original = originals[own[number]]
                node.metadata["nbgrader"] = copy.deepcopy(original.metadata["nbgrader"])
                if node.cell_type != original.cell_type:
                    _retype(node, original.cell_type)
            elif node.cell_type == "raw":  # nbconvert writes it into a page as HTML
                _retype(node, "markdown")
            elif (brought := brought_file(node.source)) is not None:
                node.source = (
                    f"# The course's own {brought}, which the release for Colab brings; the kit leaves it out."
                )

    def _put_back(self, nb: NotebookNode, originals: dict[str, NotebookNode]) -> None:
        """Insert each graded or marked cell that is missing, behind the cell that it follows in the course's notebook."""
        place, known = -1, [grade_id_of(cell) for cell in nb.cells]
        for grade_id, original in originals.items():
            here = known.index(grade_id) if grade_id in known else None
            marks_of_cell = original.metadata["nbgrader"]
            if here is None and (marks_of_cell["grade"] or marks_of_cell.get("task")):
                here = place + 1
                nb.cells.insert(here, fitting(self._empty(original), nb))
                known.insert(here, grade_id)
            place = here if here is not None else place

    def _empty(self, original: NotebookNode) -> NotebookNode:
        cell = copy.deepcopy(original)
        cell.source = f"# {_MISSING}" if cell.cell_type == "code" else f"*{_MISSING}*"
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        return cell


def _own_places(raw: list[Cell], own: Set[str]) -> dict[int, str]:
    """The first cell with each grade_id of the course's own, by its number."""
    found: dict[str, int] = {}
    for cell in raw:
        if cell.grade_id in own:
            found.setdefault(str(cell.grade_id), cell.number)
    return {number: name for name, number in found.items()}


def _retype(node: NotebookNode, kind: str) -> None:
    """Make the cell one of that kind again, with the fields that such a cell has."""
    for field in ("outputs", "execution_count", "attachments"):
        node.pop(field, None)
    node.cell_type = kind
    if kind == "code":
        node.outputs, node.execution_count = [], None


@cache
def _original_cells(assignment: Assignment) -> Mapping[str, NotebookNode]:
    """The cells of the kit's own notebook by their names; what is made of them is a copy."""
    nb = nbformat.read(assignment.source_notebook, as_version=4)
    return {grade_id_of(cell): cell for cell in nb.cells if grade_id_of(cell) in instructors_cells(assignment)}
