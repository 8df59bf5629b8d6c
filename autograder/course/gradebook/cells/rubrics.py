"""The rubrics of a course: their tables in its source notebooks, and whether they fit these."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat

from autograder.authoring.assignment import Assignment
from autograder.authoring.rubric import as_table, misfits, rubrics, rubrics_in, table_in, with_table
from autograder.authoring.training_texts import FOR_MARKERS, training_for
from autograder.course.gradebook.cells import declared_points
from autograder.records.errors import KitError
from autograder.records.marking.rubric import Rubric


def write_tables(notebook: Path) -> list[str]:
    """Write the rubrics beside a source notebook into it, a table above each text; returns the cells that changed."""
    found, changed = rubrics_in(notebook.parent), []
    if not found:
        return []
    content = nbformat.read(notebook, as_version=4)
    for cell, above in _above_texts(content.cells):
        if cell in found and table_in(above.source) != as_table(found[cell]):
            above.source = with_table(above.source, found[cell])
            changed.append(cell)
    if changed:
        nbformat.write(content, notebook)
    return changed


def expect_fitting(notebook: Path, cells: Iterable[Any]) -> None:
    """Raise KitError where a rubric beside a source notebook with these cells is broken, or does not fit them, or has
    training texts that are broken or do not fit it.
    """
    cells = list(cells)
    points = {name: one.points for name, one in declared_points.in_notebook(cells).items() if one.is_manual}
    above = {cell: before.source for cell, before in _above_texts(cells)}
    rubrics_here = rubrics_in(notebook.parent)
    found = list(misfits(rubrics_here, points, above))
    if found:
        name = notebook.stem
        raise KitError(
            f"{name} can't be released: {'; '.join(found)}: mend the file or the points in {notebook.parent}, "
            f"then run `vaekit build {name}`, which puts the tables of the rubrics into the notebook."
        )
    for rubric in rubrics_here.values():
        training_for(notebook.parent, rubric)


def _above_texts(cells: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """Each named cell of a notebook, with the Markdown cell above it."""
    for before, cell in itertools.pairwise(cells):
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name and before.cell_type == "markdown":
            yield str(name), before


def leave_out(release: Path) -> None:
    """Remove rubrics and training texts from the files that students get.

    The table in the notebook shows all of a rubric but its yes/no questions: a text that is written to a list of
    questions answers the questions, and shows little of what was understood.
    """
    for path in release.glob("*"):
        if path.name.endswith(FOR_MARKERS):
            path.unlink()


def of_course(source: Path, assignment: Assignment) -> Mapping[str, Rubric]:
    """The rubrics that a course marks by, from its folder of sources; those of the kit where a course of an earlier
    version has none. Raises KitError for a broken one.
    """
    return {**rubrics(assignment), **rubrics_in(source)}
