"""Which names a cell's code defines, and whether a cell is a stub that nobody has replaced."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache

from autograder.authoring.assignment import Assignment, Task
from autograder.authoring.stubs import STUB_ERROR
from autograder.handin.notebook.instructors_cells import instructors_cells
from autograder.handin.notebook.python_source import python_source, syntax_tree
from autograder.records.cell import Cell, Role

LONGEST = 20_000  # characters of a cell that is parsed to see what it is; the longest answer seen has a fifth


def names_in(source: str, task: Task) -> list[str]:
    """Which of a task's names a cell defines at its top level."""
    names = "|".join(map(re.escape, task.defines))
    return re.findall(rf"^(?:class|def)\s+({names})\b", source, re.MULTILINE) if names else []


def defines(source: str, task: Task) -> bool:
    return bool(names_in(source, task))


def defines_any(source: str, assignment: Assignment) -> bool:
    """Whether a cell defines a name of any of the assignment's tasks."""
    return any(defines(source, task) for task in assignment.tasks)


def students_code(cells: Iterable[Cell]) -> list[Cell]:
    """The cells that hold a student's code: those to write it in, and those that were added."""
    return [cell for cell in cells if cell.role in (Role.SOLUTION, Role.EXTRA)]


def defined_tasks(cells: Iterable[Cell], assignment: Assignment) -> list[Task]:
    """The tasks whose names some cell of the student's own code defines."""
    code = [cell.source for cell in students_code(cells)]
    return [task for task in assignment.tasks if any(defines(source, task) for source in code)]


# --- stubs ----------------------------------------------------------------------------------------------------


def is_untouched(cells: list[Cell], assignment: Assignment) -> bool:
    """Whether no answer is written: every cell that defines a task's names holds its stub."""
    defining = [cell for cell in students_code(cells) if defines_any(cell.source, assignment)]
    return all(is_stub(cell.source, assignment) for cell in defining)


def is_stub(source: str, assignment: Assignment) -> bool:
    """Whether a function of the cell only raises the assignment's message for what is not written yet."""
    words = stub_words(assignment)
    return len(source) <= LONGEST and any(not words or raised & words for raised in _raised(source))


@cache
def stub_words(assignment: Assignment) -> frozenset[str]:
    """The messages that the assignment's stubs raise; none where the assignment has no stubs of its own."""
    sources = (cell.source for cell in instructors_cells(assignment).values() if cell.role is Role.SOLUTION)
    return frozenset().union(
        *(_strings(node) for source in sources for node in _nodes(source) if _raises_stub_error(node))
    )


def _raised(source: str) -> Iterator[frozenset[str]]:
    """The strings of each function that only raises NotImplementedError."""
    for node in _nodes(source):
        if isinstance(node, ast.FunctionDef):
            lines = [line for line in node.body if not _is_docstring(line)]
            if lines and all(_raises_stub_error(line) for line in lines):
                yield frozenset().union(*map(_strings, lines))


def _nodes(source: str) -> list[ast.AST]:
    tree = syntax_tree(python_source(source))
    return list(ast.walk(tree)) if tree is not None else []


def _raises_stub_error(line: ast.AST) -> bool:
    """Whether a statement raises the error of a stub. `ast.walk` does not recurse: code may be nested deeply."""
    names = (getattr(part, "id", getattr(part, "attr", "")) for part in ast.walk(line))
    return isinstance(line, ast.Raise) and STUB_ERROR in names


def _strings(node: ast.AST) -> frozenset[str]:
    constants = (part.value for part in ast.walk(node) if isinstance(part, ast.Constant))
    return frozenset(value for value in constants if isinstance(value, str))


def _is_docstring(line: ast.stmt) -> bool:
    return isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant)
