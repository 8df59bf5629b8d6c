"""Who gave the points of a cell: a person, nbgrader (zero for an unchanged answer), or nobody yet."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any


def has_points(grade: Any) -> bool:
    """Whether a cell has points; nbgrader's sum counts an unmarked cell as zero."""
    return grade.auto_score is not None or grade.manual_score is not None


def is_text(grade: Any) -> bool:
    """Whether a cell is a text; persons may also mark code and nbgrader's tasks."""
    return bool(grade.cell.type == "GradeCell" and grade.cell.cell_type == "markdown")


def to_mark(notebook: Any) -> dict[str, bool]:
    """The cells of a submitted notebook that a person must mark, each with whether it is a text."""
    return {
        grade.name: is_text(grade)
        for grade in sorted(notebook.grades, key=lambda grade: grade.name)
        if grade.needs_manual_grade or not has_points(grade)
    }


def left_unchanged(notebook: Any) -> dict[str, bool]:
    """The answers that nbgrader scored 0 because they are unchanged, each with whether it is a text."""
    solutions = {cell.name for cell in notebook.notebook.solution_cells}
    return {
        grade.name: is_text(grade)
        for grade in sorted(notebook.grades, key=lambda grade: grade.name)
        if grade.name in solutions
        and grade.max_score
        and grade.manual_score is None
        and grade.auto_score is not None
        and not grade.needs_manual_grade
    }


def counted(cells: Collection[bool]) -> str:
    """The number of cells in words, as in "2 texts"; `cells` says of each whether it is a text."""
    noun = "text" if all(cells) else "cell"
    return f"{len(cells)} {noun}{'' if len(cells) == 1 else 's'}"


def gone_words(students: str) -> str:
    """The message about marks whose hand-ins are missing."""
    return (
        f"The gradebook has marks of {students} and submitted/ has no hand-in of that name: put a renamed or removed "
        "folder back, or take the student out, with all grades, by `nbgrader db student remove NAME --force`."
    )


def unchanged_words(cells: Collection[bool], students: str) -> str:
    """The message about answers that nobody has read."""
    verb, them = ("is", "it") if len(cells) == 1 else ("are", "them")
    return f"{counted(cells)} of {students} {verb} unchanged: nbgrader scores {them} 0, and asks nobody to mark {them}."
