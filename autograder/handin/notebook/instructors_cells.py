"""The instructor's cells of an assignment, which a student's are compared with."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache

from autograder.authoring.assignment import Assignment
from autograder.handin.notebook.read_notebook import read_cells
from autograder.records.cell import Cell, Role


@cache
def instructors_cells(assignment: Assignment) -> Mapping[str, Cell]:
    """The instructor's cells by grade_id: given code, solutions, checks and texts."""
    cells = read_cells(assignment.source_notebook)
    return {cell.grade_id: replace(cell, name=cell.grade_id) for cell in cells if cell.grade_id}


def is_prose_of(assignment: Assignment, source: str) -> bool:
    """Whether a cell is one of the instructor's text cells without a grade_id."""
    return without_spaces(source) in _prose(assignment)


@cache
def _prose(assignment: Assignment) -> frozenset[str]:
    cells = read_cells(assignment.source_notebook)
    return frozenset(without_spaces(cell.source) for cell in cells if not cell.grade_id)


@cache
def texts_behind(assignment: Assignment) -> Mapping[str, str]:
    """The texts that a person marks, keyed by the cell before each, which states its task and rubric."""
    known = instructors_cells(assignment)
    pairs = itertools.pairwise(known)
    return {before: text for before, text in pairs if known[text].role is Role.TEXT}


def same_text(source: str, original: str) -> bool:
    """Whether two cells are equal except for spaces and line ends."""
    return without_spaces(source) == without_spaces(original)


def is_same_task(cell: Cell, original: Cell) -> bool:
    """Whether two cells of text begin with the same heading: a task's words may have changed since it was released."""
    if "code" in (cell.kind, original.kind):
        return False
    heading, other = (one.source.strip().partition("\n")[0] for one in (cell, original))
    return heading.startswith("#") and same_text(heading, other)


@lru_cache(maxsize=64)  # each cell is compared with all that were given
def without_spaces(source: str) -> str:
    return "".join(source.split())
