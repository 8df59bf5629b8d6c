"""What a marker's page asks of a course, answered in plain values. It knows no web; one thread calls it.

A page knows a text by its handle, which tells no name.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from autograder.authoring.assignment import Assignment, assignments, find_assignment
from autograder.authoring.rubric import ENDING
from autograder.authoring.training_texts import training_for
from autograder.course.configuration.course_root import CourseRoot, opened
from autograder.course.configuration.find_course import use_own_assignments
from autograder.course.gradebook.cells.rubrics import of_course
from autograder.marking.beside import Beside
from autograder.marking.desk.marking_table import MarkingTable
from autograder.marking.desk.settling import SettlingTable
from autograder.marking.desk.text_table import HANDLE, Json, TextTable
from autograder.marking.desk.training import TrainingTable
from autograder.marking.marks.queue import (
    progress,
)
from autograder.marking.marks.store import MarkBook
from autograder.marking.seeded_order import position
from autograder.records.errors import KitError
from autograder.records.marking.rubric import Rubric

_Kind = TypeVar("_Kind", bound=TextTable)


class Desk:
    """The desk of one course: its texts, and a table for each page of them."""

    def __init__(self, root: Path) -> None:
        use_own_assignments(root)
        self.root = root
        self._books: dict[str, MarkBook] = {}
        self._beside: dict[str, Beside] = {}
        self._rubric_files: dict[str, dict[str, int]] = {}  # with their times of change, as they were read

    @cached_property
    def _course(self) -> CourseRoot:
        return opened(self.root)

    @property
    def key(self) -> str:
        """What tells this course from others in a browser, which keeps marks that no server has got yet."""
        return position("course", str(self.root))[:HANDLE]

    def texts(self, marker: str) -> list[Json]:
        """The texts that this course marks at the desk, and how far they are; or why one can't be."""
        found = []
        for name, assignment in assignments().items():
            source = self._course.place("source", name)
            if source.is_dir():
                found += [self._of(assignment, cell, marker) for cell in _texts_of(source, assignment)]
        return found

    def _of(self, assignment: Assignment, cell: str, marker: str) -> Json:
        one: Json = {"assignment": assignment.name, "cell": cell, "title": cell, "problem": ""}
        try:
            table = self.table(assignment.name, cell)
            done = progress(table.entries(), table.rubric, [], "")
            training = self._training_of(assignment.name, table.rubric, marker)
            twice, open_ = self.settling(assignment.name, cell).counts(marker)
            return {
                **one,
                "title": table.rubric.title,
                "done": done.done,
                "left": done.left,
                "training": training,
                "twice": twice,
                "to_settle": open_,
            }
        except KitError as error:
            return {**one, "problem": str(error)}

    def table(self, name: str, cell: str) -> MarkingTable:
        """The place where one text is marked. Raises KitError where it can't be: no rubric, or one that doesn't fit."""
        return self._opened(MarkingTable, name, cell)

    def _opened(self, kind: type[_Kind], name: str, cell: str) -> _Kind:
        assignment = find_assignment(name)
        if name not in self._books:
            self._books[name] = MarkBook(self._course, assignment, {})
            self._beside[name] = Beside(self._course.handed_in(name), self.root, assignment)
        book = self._books[name]
        self._read_rubrics(book)
        _expect_fitting(book, cell)
        return kind(book, book.rubric(cell), self._beside[name])

    def settling(self, name: str, cell: str) -> SettlingTable:
        """The place where double marks of one text are settled. Raises KitError as `table` does."""
        return self._opened(SettlingTable, name, cell)

    def training(self, name: str, cell: str) -> TrainingTable:
        """The place where a new marker marks training texts. Raises KitError where there are none, or they don't fit."""
        found = self._training(name, self.table(name, cell).rubric)
        if found is None:
            raise KitError(
                f"There are no training texts for `{cell}`: source/{name}/{cell}.training.toml holds them."
            )
        return found

    def _training(self, name: str, rubric: Rubric) -> TrainingTable | None:
        """The training texts of the course, else those of the kit; None where there are none."""
        source = self._course.place("source", name)
        found = training_for(source, rubric) or training_for(find_assignment(name).source_notebook.parent, rubric)
        return None if found is None else TrainingTable(self.root, name, rubric, found)

    def _training_of(self, name: str, rubric: Rubric, marker: str) -> Json | None:
        """How far the marker is with the training texts, or why they can't be marked; None where there are none."""
        try:
            found = self._training(name, rubric)
            told = None if found is None else found.overview(marker)
        except KitError as error:
            return {"problem": str(error)}
        return None if told is None else {"problem": "", "done": told["done"], "all": told["all"]}

    def _read_rubrics(self, book: MarkBook) -> None:
        """Read the rubrics where their files have changed. A broken one leaves none, so that nothing is marked by it."""
        name, source = book.assignment.name, book.course.place("source", book.assignment.name)
        files = {path.name: path.stat().st_mtime_ns for path in source.glob(f"*{ENDING}")}
        if self._rubric_files.get(name) == files:
            return
        book.rubrics.clear()
        self._rubric_files.pop(name, None)
        book.rubrics.update(of_course(source, book.assignment))
        self._rubric_files[name] = files

    @contextmanager
    def one_connection(self) -> Iterator[None]:
        """A context in which this thread uses one connection to the gradebook for each assignment that it has opened."""
        with ExitStack() as stack:
            for book in self._books.values():
                stack.enter_context(book.store.one_connection())
            yield

    def close(self) -> None:
        for book in self._books.values():
            book.close()


def _texts_of(source: Path, assignment: Assignment) -> list[str]:
    """The cells that a person marks: those that the assignment declares, and the course's own that have a rubric."""
    declared = [manual.cell for manual in assignment.manual]
    return [*dict.fromkeys([*declared, *(path.name.removesuffix(ENDING) for path in source.glob(f"*{ENDING}"))])]


def _expect_fitting(book: MarkBook, cell: str) -> None:
    rubric = book.rubric(cell)
    _, points = book.store.shown_now(cell)
    if abs(rubric.points - points) > 1e-9:
        name = book.assignment.name
        raise KitError(
            f"The rubric of `{cell}` has {rubric.points:g} points and the gradebook's cell {points:g}: mend "
            f"source/{name}/{cell}.rubric.toml, then run `vaekit build {name}`. Nothing can be marked until then."
        )
