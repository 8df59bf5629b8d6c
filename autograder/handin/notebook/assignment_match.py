"""Whether a notebook is a hand-in of an assignment, or of another one.

The checks of one assignment find nothing in a hand-in of another: graded, it would get zero points by mistake.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograder.authoring.assignment import Assignment, assignments
from autograder.handin.notebook.definitions import defined_tasks
from autograder.handin.notebook.identify_cells import identify
from autograder.records.cell import Cell, Role

_GRADED = (Role.SOLUTION, Role.CHECK, Role.TEXT)


def likeliest_assignment(cells: Sequence[Cell]) -> Assignment | None:
    """The assignment of the kit that has the most parts in a notebook; None where no one has more than the others."""
    counts = {one: count_parts(cells, one) for one in assignments().values()}
    best = [one for one, count in counts.items() if count == max(counts.values()) > 0]
    return best[0] if len(best) == 1 else None


def count_parts(cells: Sequence[Cell], assignment: Assignment) -> int:
    """How many answers, checks and texts of the assignment a notebook has, identified as for grading."""
    named, _ = identify(list(cells), assignment)
    known = {cell.grade_id for cell in named if cell.role in _GRADED}
    return len(known | {task.check_cell for task in defined_tasks(named, assignment)})


def why_not_of(cells: Sequence[Cell], assignment: Assignment) -> str | None:
    """Why a notebook is no hand-in of the assignment, in words that follow its name; None where it is one.

    An empty notebook counts as a hand-in of any assignment.
    """
    own = count_parts(cells, assignment)
    best = likeliest_assignment(cells)
    if best is not None and best is not assignment and count_parts(cells, best) > own:
        return (
            f"looks like a hand-in of {best.name}: {count_parts(cells, best)} parts of that assignment are in it, "
            f"and {own} of {assignment.name}"
        )
    if own == 0 and any(cell.source.strip() for cell in cells):
        return f"holds no cell of {assignment.name}: it looks like a notebook of something else"
    return None
