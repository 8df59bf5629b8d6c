"""What a mark is given for: hashes of the answer and the rubric, the points, and what the checks gave."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from autograder.course.gradebook.cells.declared_points import Declared, rubric


@dataclass(frozen=True, slots=True)
class Basis:
    """What a mark depends on: hashes of the answer and the rubric, the points, and what the checks gave.

    A hash is None where it is not known: that of a rubric, for what was graded by an earlier version of the kit.
    """

    answer: str | None = None
    rubric: str | None = None
    points: float = 0.0
    checks_gave: float | None = None

    def change_to(self, now: Basis) -> str | None:
        """What is not as it was, in words that follow "marked, but"; None where nothing has changed."""
        if self.answer != now.answer:
            return "its answer changed"
        if self.points != now.points:
            return f"its points changed from {self.points:g} to {now.points:g}"
        if None not in (self.rubric, now.rubric) and self.rubric != now.rubric:
            return "its rubric changed"
        if self.checks_gave != now.checks_gave:
            return "the checks give other points"
        return None


def bases(cells: Iterable[Any], declared: Declared, order: Iterable[str], handed_in: str = "") -> dict[str, Basis]:
    """What a mark of each cell of a notebook would be given for now; `handed_in` stands for the rest of the hand-in.

    A text is its own answer. A mark in the place of the checks' points is given for all code, as any of it may count,
    and one for nbgrader's tasks for all that is not locked.
    """
    cells, names = list(cells), list(order)
    by_name = {grade_id(cell): cell for cell in cells}
    code = digest(*(cell["source"] for cell in cells if cell["cell_type"] == "code"), handed_in)
    written = (cell for cell in cells if not (one := declared.get(grade_id(cell))) or not one.locked)
    everything = digest(*(cell["source"] for cell in written), handed_in)
    found = {}
    for name, cell in declared.items():
        if cell.grade or cell.task:
            answer = everything if cell.task else code if cell.is_check else answer_hash(by_name.get(name))
            found[name] = Basis(answer, digest(rubric(name, declared, names)), cell.points)
    return found


def answer_hash(cell: Any) -> str:
    """The hash of a cell's text and the pictures attached to it; of nothing where there is no cell."""
    if cell is None:
        return digest("")
    attached = cell.get("attachments")
    return digest(cell["source"], json.dumps(attached, sort_keys=True) if attached else "")


def digest(*texts: str) -> str:
    """A hash of the words: how their lines are broken depends on the editor."""
    words = "\0".join(" ".join(text.split()) for text in texts)
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def grade_id(cell: Any) -> str:
    """The name that nbgrader knows a cell by; empty where it has none."""
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))
