"""Which cell is which: a notebook's cells identified by their grade_id, or by what they define where that is lost.

Editors, and students in a hurry, split, retype, copy and misplace cells; what a student wrote is found and graded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from autograder.authoring.assignment import Assignment
from autograder.handin.notebook.colab import brought_file
from autograder.handin.notebook.definitions import (
    LONGEST,
    defines,
    defines_any,
    is_stub,
    names_in,
    students_code,
)
from autograder.handin.notebook.instructors_cells import (
    instructors_cells,
    is_prose_of,
    is_same_task,
    same_text,
    texts_behind,
)
from autograder.handin.notebook.python_source import is_python, python_source
from autograder.records.cell import Cell, Role

_MOST_PIECES = 40  # that are put together again in a notebook


def identify(cells: Sequence[Cell], assignment: Assignment) -> tuple[list[Cell], list[str]]:
    """The cells with their roles, and notes for the student on what is missing or was graded in another place.

    What a student has split becomes one cell; an answer in a given cell or in a check becomes a cell after it.
    """
    identification = _Identification(cells, assignment)
    named, split_notes = _rejoined(list(identification.cells()))
    named = _without_replaced_stubs(named, assignment)
    notes = [*identification.notes, *split_notes]
    return named, [*notes, *_missing(named, identification.found, assignment)]


class _Identification:
    """Goes through a notebook's cells once, in their order; each template cell is found at most once."""

    def __init__(self, cells: Sequence[Cell], assignment: Assignment) -> None:
        self._cells, self._assignment = cells, assignment
        self._known = instructors_cells(assignment)
        self._claimed = {cell.grade_id for cell in cells if cell.grade_id}
        self.found: set[str] = set()
        self.notes: list[str] = []

    def cells(self) -> Iterator[Cell]:
        """The cells with their roles."""
        previous: str | None = None
        for cell in self._cells:
            grade_id = self._template_cell(cell, previous)
            previous = grade_id
            if grade_id is None:
                own = cell.kind == "code" and brought_file(cell.source) is None
                yield replace(cell, role=Role.EXTRA if own else Role.PROSE, grade_id=None)
            else:
                self.found.add(grade_id)
                yield from self._as_template_cell(cell, grade_id)

    def _template_cell(self, cell: Cell, previous: str | None) -> str | None:
        """The template cell that this one is, or None; a second cell with the same id is an added one.

        A cell's own id goes first; only template cells that no cell claims to be are found by content, or, for a text, by
        the cell before it.
        """
        by_id = self._by_id(cell)
        found = by_id if by_id is not None else self._by_content(cell)
        if found is None and cell.kind != "code" and not is_prose_of(self._assignment, cell.source):
            text = texts_behind(self._assignment).get(previous or "")
            found = text if text not in self.found | self._claimed else None
        return found

    def _by_id(self, cell: Cell) -> str | None:
        original = self._known.get(cell.grade_id or "")
        if original is None or cell.grade_id in self.found:
            return None
        retyped = original.role is Role.SOLUTION and bool(cell.source.strip())
        return cell.grade_id if original.kind == cell.kind or retyped else None

    def _by_content(self, cell: Cell) -> str | None:
        lost = {name: one for name, one in self._known.items() if name not in self.found | self._claimed}
        for grade_id, original in lost.items():
            same_kind = original.kind == cell.kind and original.role is not Role.SOLUTION
            if same_kind and (same_text(cell.source, original.source) or is_same_task(cell, original)):
                return grade_id
        task = next((task for task in self._assignment.tasks if defines(cell.source, task)), None)
        if task is None or task.solution_cell not in lost:
            return None
        is_code = cell.kind == "code" or (len(cell.source) <= LONGEST and is_python(cell.source))
        return task.solution_cell if is_code else None

    def _as_template_cell(self, cell: Cell, grade_id: str) -> Iterator[Cell]:
        """The cell as the template has it; behind it, an answer that was merged into it."""
        original = self._known[grade_id]
        if original.role is Role.SOLUTION and cell.kind != "code":
            self.notes.append(f"The cell `{grade_id}` was no code cell any more; it was run as one.")
        restored = original.role in (Role.GIVEN, Role.CHECK)
        changed = restored and not same_text(cell.source, original.source)
        if changed and original.role is Role.GIVEN:
            self.notes.append(f"You changed the given cell `{grade_id}`; it was graded in its original form.")
        yield replace(
            cell,
            name=grade_id,
            grade_id=grade_id,
            kind=original.kind,
            role=original.role,
            points=original.points,
            source=original.source if restored else cell.source,
        )
        if changed and defines_any(cell.source, self._assignment):
            if original.role is Role.CHECK:
                self.notes.append(f"The answer that stands in the check cell `{grade_id}` was graded.")
            yield replace(cell, role=Role.EXTRA, grade_id=None)


def _rejoined(cells: list[Cell]) -> tuple[list[Cell], list[str]]:
    """The cells, where one that Jupyter's `split` has cut inside a class or function is whole again; and notes on it."""
    whole: list[Cell] = []
    notes: list[str] = []
    pieces = 0
    for cell in cells:
        before = whole[-1] if whole else None
        if before is None or not _may_continue(before, cell):
            whole.append(cell)
            continue
        pieces += 1
        joined = f"{before.source.rstrip()}\n\n{cell.source}"
        if pieces <= _MOST_PIECES and _is_whole(cell, joined):
            notes.append(f"The cell behind `{before.name}` begins inside of it; it was read as its end.")
            whole[-1] = replace(before, source=joined)
        else:
            whole.append(cell)
    return whole, notes


def _may_continue(before: Cell, cell: Cell) -> bool:
    """Whether a cell is indented, as what continues a function is, and an added one behind an answer."""
    return before.role is Role.SOLUTION and cell.role is Role.EXTRA and cell.source[:1] in " \t"


def _is_whole(cell: Cell, joined: str) -> bool:
    return len(joined) <= LONGEST and bool(cell.source.strip()) and is_python(python_source(joined))


def _without_replaced_stubs(cells: list[Cell], assignment: Assignment) -> list[Cell]:
    """The cells, where a stub does not replace an answer that stands in another cell."""
    replaced = set()
    for task in assignment.tasks:
        defining = [cell for cell in students_code(cells) if defines(cell.source, task)]
        stubs = [cell for cell in defining if is_stub(cell.source, assignment)]
        answered = {name for cell in defining if cell not in stubs for name in names_in(cell.source, task)}
        replaced |= {cell.name for cell in stubs if set(names_in(cell.source, task)) <= answered}
    return [
        replace(cell, role=Role.PROSE) if cell.name in replaced and cell.kind == "code" else cell for cell in cells
    ]


def _missing(cells: list[Cell], found: set[str], assignment: Assignment) -> Iterator[str]:
    """Which answers and texts are in no cell, a note each."""
    code = [cell.source for cell in students_code(cells)]
    for task in assignment.tasks:
        if task.solution_cell not in {*found, None} and not any(defines(source, task) for source in code):
            yield f"The cell `{task.solution_cell}` is missing, and no other cell defines its names."
    for name, original in instructors_cells(assignment).items():
        if original.role is Role.TEXT and name not in found:
            yield f"The text `{name}` is missing: there is nothing to mark."
