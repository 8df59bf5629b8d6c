"""Packages that a notebook imports and this machine lacks: code that needs them fails, and the message names them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from autograder.authoring.assignment import Assignment
from autograder.authoring.installed import is_installed
from autograder.handin.notebook.python_source import python_source, syntax_tree
from autograder.records.cell import Cell


@dataclass(frozen=True, slots=True)
class Lacking:
    """A package that this machine lacks, with the names that the notebook gives it and the cell that imports it."""

    package: str
    names: frozenset[str]
    cell: str
    line: int

    @property
    def sentence(self) -> str:
        """A sentence that says why code with this package fails, and what to do."""
        return (
            f"The grader has no package `{self.package}`, which line {self.line} of cell `{self.cell}` imports: "
            "do without it (the student's guide lists what is there)."
        )

    def is_named_in(self, text: str) -> bool:
        """Whether the text speaks of the package, or of what the notebook calls it."""
        words = set(re.findall(r"\w+", text))
        return bool(words & {*self.names, self.package})


def lacking_packages(program: Sequence[Cell], assignment: Assignment) -> list[Lacking]:
    """The packages that the student's cells import and that are not installed here, each once."""
    found: dict[str, Lacking] = {}
    for cell in program:
        for line, package, name in _imports(cell):
            if package in _own_modules(assignment) or is_installed(package):
                continue
            before = found.get(package)
            names = {name} if before is None else {*before.names, name}
            place = (cell.name, line) if before is None else (before.cell, before.line)
            found[package] = Lacking(package, frozenset(names), *place)
    return list(found.values())


def _imports(cell: Cell) -> Iterator[tuple[int, str, str]]:
    """Each import of a cell: its line, the package, and the name that it gets."""
    source = python_source(cell.source)
    tree = syntax_tree(source) if "import" in source else None
    for node in ast.walk(tree) if tree is not None else ():
        if isinstance(node, ast.Import):
            for alias in node.names:
                package = alias.name.partition(".")[0]
                yield node.lineno, package, alias.asname or package
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield node.lineno, node.module.partition(".")[0], alias.asname or alias.name


@cache
def _own_modules(assignment: Assignment) -> frozenset[str]:
    """The modules that the assignment brings itself, as files beside its notebook."""
    return frozenset(path.stem for path in assignment.source_notebook.parent.glob("*.py"))
