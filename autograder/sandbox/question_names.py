"""The names of the questions that an assignment has."""

from __future__ import annotations

import ast
from functools import cache

from autograder.authoring.assignment import Assignment
from autograder.handin.notebook.python_source import python_source


@cache
def questions_of(assignment: Assignment) -> frozenset[str]:
    """Return the names that an assignment's questions.py defines or imports."""
    return frozenset(defined_names(assignment.questions_source))


def defined_names(source: str) -> set[str]:
    """Return the names that code defines at its top level."""
    found: set[str] = set()
    for node in ast.parse(python_source(source)).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)}
    return found
