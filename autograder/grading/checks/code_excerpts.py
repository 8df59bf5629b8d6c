"""The lines of a student's code that a message refers to."""

from __future__ import annotations

import ast
import re

from autograder.handin.notebook.python_source import syntax_tree
from autograder.records.text import printable, shortened

_PLACE = re.compile(
    r"(\w+)(?:: [^\n]*)? \(line (\d+) of cell `([^`]+)`\)"
)  # as `sandbox.child.failure_messages` says it
_SHOWN = 160  # characters of code


def place(message: str) -> tuple[str, str, int] | None:
    """The error's type, the cell and the line that a message names; None where it names none."""
    found = _PLACE.search(message.removeprefix("Your code raised "))
    return (found[1], found[3], int(found[2])) if found else None


def with_code(message: str, source: str) -> str:
    """The message, with the statement of the cell's source behind the line that it names."""
    found = place(message)
    code = _statement(source, found[2]) if found else ""
    if not found or not code or f"`{code}`" in message:
        return message
    named = f"(line {found[2]} of cell `{found[1]}`)"
    return message.replace(named, f"{named}: `{code}`", 1)


def _statement(source: str, line: int) -> str:
    """The innermost statement at the line, joined to one line; of a compound statement, the line alone."""
    lines = source.splitlines()
    if not 1 <= line <= len(lines):
        return ""
    first = last = line
    tree = syntax_tree(source)
    for node in ast.walk(tree) if tree is not None else ():
        if not isinstance(node, ast.stmt):
            continue
        if node.lineno <= line <= (node.end_lineno or node.lineno) and not hasattr(node, "body"):
            first, last = node.lineno, node.end_lineno or node.lineno
    text = printable(" ".join(part.strip() for part in lines[first - 1 : last]))
    return shortened(text, _SHOWN).replace("`", "'")
