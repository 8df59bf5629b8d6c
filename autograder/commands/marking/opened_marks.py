"""The marks that a command works on, and the options that such commands share."""

from __future__ import annotations

import getpass
import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder.commands.chosen_course import chosen_assignment, course_of_command
from autograder.commands.terminal import Status, stop
from autograder.records.errors import KitError

if TYPE_CHECKING:
    from autograder.marking.marks.store import MarkBook

MarkerOption = Annotated[
    str, typer.Option("--marker", metavar="NAME", help="Who does this; else the user's name.")
]
CellOption = Annotated[
    list[str] | None, typer.Option("--text", metavar="CELL", help="The text's cell; else all that have a rubric.")
]


@contextmanager
def opened_book(course: Path, assignment: str | None) -> Iterator[MarkBook]:
    """The marks of the course that the command works in; KitError ends the command."""
    try:
        root = course_of_command(course)
        chosen = chosen_assignment(assignment, root, "submitted/*", "source")
        from autograder.course.configuration.course_root import opened
        from autograder.course.gradebook.cells.rubrics import of_course
        from autograder.marking.marks.store import MarkBook

        place = opened(root)
        rubrics = of_course(place.place("source", chosen.name), chosen)
        if not rubrics:
            raise KitError(f"{chosen.name} has no rubric: write one beside its notebook, CELL.rubric.toml.")
        book = MarkBook(place, chosen, rubrics)
    except KitError as error:
        stop(error, Status.UNUSABLE)
    try:
        yield book
    except KitError as error:
        stop(error, Status.UNUSABLE)
    except OSError as error:
        if error.filename is None:  # no file of the course's, such as a closed pipe
            raise
        words = (
            f"{error.filename} can't be read or written ({error.strerror}): mend that, then run the command again."
        )
        stop(KitError(words), Status.UNUSABLE)
    finally:
        book.close()


def chosen_cells(book: MarkBook, cells: list[str] | None) -> list[str]:
    """The cells that are named, or all that have a rubric."""
    for cell in cells or ():
        book.rubric(cell)
    return cells or list(book.rubrics)


def finite(value: float | None) -> float | None:
    """A number given as an option; NaN and infinity, which typer's range lets pass, are refused."""
    if value is not None and not math.isfinite(value):
        raise typer.BadParameter("give a number.")
    return value


def marker_name(given: str) -> str:
    """The marker's name: as given, or else the name of this user."""
    return given.strip() or getpass.getuser()
