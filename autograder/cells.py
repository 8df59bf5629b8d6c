"""Which cell is which: a notebook's cells told apart by their grade_id, or by what they define where that is lost.

Editors, and students in a hurry, split, retype, copy and misplace cells; what a student wrote is found and graded.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from autograder.assignment import Assignment, Task
from autograder.colab import brought_file
from autograder.notebook import Cell, Role, is_python, python_source, read_cells

_STUB = "NotImplementedError"  # what a cell that is not written yet raises


@cache
def template(assignment: Assignment) -> Mapping[str, Cell]:
    """The instructor's cells by grade_id: given code, solutions, checks and texts."""
    cells = read_cells(assignment.source_notebook)
    return {cell.grade_id: replace(cell, name=cell.grade_id) for cell in cells if cell.grade_id}


def tell_apart(cells: list[Cell], assignment: Assignment) -> tuple[list[Cell], list[str]]:
    """The cells with their roles: by grade_id, or by what they define when the metadata is lost.

    What a student has split stands in one cell; an answer that stands in a given cell or in a check is a cell behind it.
    """
    notes: list[str] = []
    known = template(assignment)
    marked = {cell.grade_id for cell in cells if cell.grade_id}
    seen: set[str] = set()
    behind = _texts_behind(known)
    previous: str | None = None
    named = []
    for cell in cells:
        grade_id = _identify(cell, assignment, known, seen, marked)
        if grade_id is None and cell.kind != "code":
            text = behind.get(previous or "") if _squeezed(cell.source) not in _prose(assignment) else None
            grade_id = text if text not in seen | marked else None
        previous = grade_id
        if grade_id is None:
            own = cell.kind == "code" and brought_file(cell.source) is None
            role = Role.EXTRA if own else Role.PROSE
            named.append(replace(cell, role=role, grade_id=None))
            continue
        original = known[grade_id]
        seen.add(grade_id)
        if original.role is Role.SOLUTION and cell.kind != "code":
            notes.append(f"The cell `{grade_id}` was no code cell any more; it was run as one.")
        changed = original.role in (Role.GIVEN, Role.CHECK) and not _same(cell.source, original.source)
        if changed and original.role is Role.GIVEN:
            notes.append(f"You changed the given cell `{grade_id}`; it was graded in its original form.")
        source = original.source if original.role in (Role.GIVEN, Role.CHECK) else cell.source
        named.append(
            replace(
                cell,
                name=grade_id,
                grade_id=grade_id,
                kind=original.kind,
                role=original.role,
                points=original.points,
                source=source,
            )
        )
        if changed and any(
            _defines(cell.source, task) for task in assignment.tasks
        ):  # an answer was merged into it
            if original.role is Role.CHECK:
                notes.append(f"The answer that stands in the check cell `{grade_id}` was graded.")
            named.append(replace(cell, role=Role.EXTRA, grade_id=None))
    named = _without_idle_stubs(_joined_again(named, notes), assignment)
    code = [cell.source for cell in named if cell.role in (Role.SOLUTION, Role.EXTRA)]
    lost = [
        task.solution_cell
        for task in assignment.tasks
        if task.solution_cell not in {*seen, None} and not any(_defines(source, task) for source in code)
    ]
    notes += [f"The cell `{cell}` is missing, and no other cell defines its names." for cell in lost]
    texts = [name for name, original in known.items() if original.role is Role.TEXT and name not in seen]
    notes += [f"The text `{name}` is missing: there is nothing to mark." for name in texts]
    return named, notes


def _joined_again(cells: list[Cell], notes: list[str]) -> list[Cell]:
    """The cells, where a cell that Jupyter's `split` has cut inside of a class or function is one again."""
    whole: list[Cell] = []
    for cell in cells:
        before = whole[-1] if whole else None
        if (
            before is not None
            and before.role is Role.SOLUTION
            and cell.role is Role.EXTRA
            and cell.source[:1] in " \t"
        ):
            joined = f"{before.source.rstrip()}\n\n{cell.source}"
            if cell.source.strip() and is_python(python_source(joined)):
                notes.append(f"The cell behind `{before.name}` begins inside of it; it was read as its end.")
                whole[-1] = replace(before, source=joined)
                continue
        whole.append(cell)
    return whole


def _without_idle_stubs(cells: list[Cell], assignment: Assignment) -> list[Cell]:
    """The cells, where what is not written yet doesn't replace an answer that stands in another cell."""
    idle = set()
    for task in assignment.tasks:
        defining = [
            cell for cell in cells if cell.role in (Role.SOLUTION, Role.EXTRA) and _defines(cell.source, task)
        ]
        stubs = [cell for cell in defining if _is_stub(cell.source, assignment)]
        answered = {name for cell in defining if cell not in stubs for name in _names_in(cell.source, task)}
        idle |= {cell.name for cell in stubs if set(_names_in(cell.source, task)) <= answered}
    return [
        replace(cell, role=Role.PROSE) if cell.name in idle and cell.kind == "code" else cell for cell in cells
    ]


def _is_stub(source: str, assignment: Assignment) -> bool:
    """Whether a function of the cell does nothing but say, in the assignment's words, that it is not written yet."""
    words = _stub_words(assignment)
    return any(not words or said & words for said in _raised(source))


@cache
def _stub_words(assignment: Assignment) -> frozenset[str]:
    """What the assignment's stubs say; nothing, where they have no words of their own."""
    sources = (cell.source for cell in template(assignment).values() if cell.role is Role.SOLUTION)
    return frozenset().union(
        *(_words(node) for source in sources for node in _nodes(source) if _is_stub_line(node))
    )


def _raised(source: str) -> Iterator[frozenset[str]]:
    """The words of each function that only raises NotImplementedError."""
    for node in _nodes(source):
        if isinstance(node, ast.FunctionDef):
            lines = [line for line in node.body if not _is_docstring(line)]
            if lines and all(_is_stub_line(line) for line in lines):
                yield frozenset().union(*map(_words, lines))


def _nodes(source: str) -> list[ast.AST]:
    plain = python_source(source)
    return list(ast.walk(ast.parse(plain))) if is_python(plain) else []


def _is_stub_line(line: ast.AST) -> bool:
    return isinstance(line, ast.Raise) and _STUB in ast.dump(line)


def _words(node: ast.AST) -> frozenset[str]:
    constants = (part.value for part in ast.walk(node) if isinstance(part, ast.Constant))
    return frozenset(value for value in constants if isinstance(value, str))


def _is_docstring(line: ast.stmt) -> bool:
    return isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant)


def is_untouched(cells: list[Cell], assignment: Assignment) -> bool:
    """Whether no answer is written: every cell that defines a task's names holds its stub."""
    code = [cell for cell in cells if cell.role in (Role.SOLUTION, Role.EXTRA)]
    defining = [cell for cell in code if any(_defines(cell.source, task) for task in assignment.tasks)]
    return all(_is_stub(cell.source, assignment) for cell in defining)


def _identify(
    cell: Cell, assignment: Assignment, known: Mapping[str, Cell], seen: set[str], marked: set[str]
) -> str | None:
    """The template cell that this one is: a second cell with the same id is an added one.

    What a cell says of itself goes first; by content only those are found that no cell claims to be.
    """
    own = cell.grade_id
    if own is not None and own in known and own not in seen:
        retyped = known[own].role is Role.SOLUTION and bool(cell.source.strip())
        if known[own].kind == cell.kind or retyped:
            return own
    lost = {grade_id: known[grade_id] for grade_id in known if grade_id not in seen | marked}
    for grade_id, original in lost.items():
        same_kind = original.kind == cell.kind and original.role is not Role.SOLUTION
        if same_kind and _same(cell.source, original.source):
            return grade_id
    if cell.kind != "code" and not is_python(cell.source):
        return None
    task = next((task for task in assignment.tasks if _defines(cell.source, task)), None)
    return task.solution_cell if task is not None and task.solution_cell in lost else None


def _texts_behind(known: Mapping[str, Cell]) -> Mapping[str, str]:
    """The texts that a person marks, each by the cell that it stands behind: its task and rubric."""
    order = list(known)
    pairs = itertools.pairwise(order)
    return {before: text for before, text in pairs if known[text].role is Role.TEXT}


@cache
def _prose(assignment: Assignment) -> frozenset[str]:
    """The instructor's cells that have no grade_id."""
    return frozenset(
        _squeezed(cell.source) for cell in read_cells(assignment.source_notebook) if not cell.grade_id
    )


def _same(source: str, original: str) -> bool:
    return _squeezed(source) == _squeezed(original)


def _squeezed(source: str) -> str:
    return "".join(source.split())


def _defines(source: str, task: Task) -> bool:
    return bool(_names_in(source, task))


def _names_in(source: str, task: Task) -> list[str]:
    """Which of a task's names a cell defines at its top level."""
    names = "|".join(map(re.escape, task.defines))
    return re.findall(rf"^(?:class|def)\s+({names})\b", source, re.MULTILINE) if names else []
