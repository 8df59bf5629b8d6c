"""Whether what an assignment declares agrees with its notebook, its questions and its checks: a typo is named at once."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Collection, Iterator
from functools import cache

from autograder.authoring.assignment import Assignment
from autograder.handin.notebook.instructors_cells import instructors_cells
from autograder.records.cell import Role
from autograder.records.errors import KitError
from autograder.sandbox.question_names import defined_names, questions_of

_HOOKS = ("prepare", "ready")


@cache
def expect_sound(assignment: Assignment) -> None:
    """Raise KitError, with every fault in the declaration, before a submission is graded by it."""
    try:
        found = list(faults(assignment))
    except (OSError, SyntaxError, UnicodeError) as error:  # of questions.py or a check
        raise KitError(f"The assignment {assignment.name} can't be read: {error}.") from error
    if found:
        raise KitError(f"The assignment {assignment.name} is declared wrongly: {' '.join(found)}")


def faults(assignment: Assignment) -> Iterator[str]:
    """A sentence for each name in the declaration that nothing defines, with the closest known name."""
    cells = instructors_cells(assignment)
    tasks = [task.id for task in assignment.tasks]
    for name in assignment.given:
        yield from _unknown(
            name, "`given` names the cell", [n for n, cell in cells.items() if cell.role is Role.GIVEN]
        )
    for task in assignment.tasks:
        where = f"task `{task.id}` names the"
        checks = [name for name, cell in cells.items() if cell.role is Role.CHECK]
        yield from _unknown(task.check_cell, f"{where} check cell", checks)
        for needed in task.needs:
            yield from _unknown(needed, f"{where} needed task", tasks)
        if task.solution_cell is not None:
            solutions = [name for name, cell in cells.items() if cell.role is Role.SOLUTION]
            yield from _unknown(task.solution_cell, f"{where} solution cell", solutions)
            defined = (
                defined_names(cells[task.solution_cell].source) if task.solution_cell in cells else task.defines
            )
            for name in task.defines:
                yield from _unknown(name, f"{where} definition", defined)
    for manual in assignment.manual:
        texts = [name for name, cell in cells.items() if cell.role is Role.TEXT]
        yield from _unknown(manual.cell, "`manual` names the text", texts)
    lacking = [name for name in _HOOKS if name not in questions_of(assignment)]
    yield from (f"questions.py has no function `{name}`." for name in lacking)
    for path in sorted(assignment.checks_folder.glob("test_*.py")):
        for slug, line in _slugs(path.read_text(encoding="utf-8")):
            yield from _unknown(
                slug, f"line {line} of {path.name} names the misconception", assignment.misconceptions
            )


def _unknown(name: str, where: str, known: Collection[str]) -> Iterator[str]:
    if name not in known:
        near = difflib.get_close_matches(name, known, 1)
        yield f"{where} `{name}`, which there is not{f': `{near[0]}` perhaps?' if near else '.'}"


def _slugs(source: str) -> Iterator[tuple[str, int]]:
    """The misconceptions that stand as literals in a check's `known_mistakes`, each with its line number."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.keyword) and node.arg == "known_mistakes" and isinstance(node.value, ast.Dict):
            for key in node.value.keys:
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield key.value, key.lineno
