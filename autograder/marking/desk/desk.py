"""What a marker's page asks of a course, answered in plain values. It knows no web; one thread calls it.

A page knows a text by its handle, which tells no name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from autograder.authoring.assignment import Assignment, assignments, find_assignment
from autograder.authoring.rubric import ENDING
from autograder.authoring.training_texts import training_for
from autograder.course.configuration.course_root import CourseRoot, opened
from autograder.course.configuration.find_course import use_own_assignments
from autograder.course.gradebook.cells.rubrics import of_course
from autograder.course.marking.mark_rows import Order
from autograder.marking.beside import Beside
from autograder.marking.desk.orders import (
    FlagOrder,
    NextOrder,
    SaveOrder,
    SeenText,
    read_order,
)
from autograder.marking.desk.settling import SettlingTable
from autograder.marking.desk.text_table import HANDLE, Json, TextTable, mark_values
from autograder.marking.desk.training import TrainingTable
from autograder.marking.marks.comments import bank
from autograder.marking.marks.queue import (
    Filter,
    as_seen,
    blinded,
    chosen,
    identical,
    progress,
    side_by_side,
    take_next,
    visible_suggestions,
)
from autograder.marking.marks.store import MarkBook
from autograder.marking.seeded_order import position
from autograder.records.errors import KitError
from autograder.records.json_text import values_of
from autograder.records.marking.marks import Entry, Reading, State
from autograder.records.marking.rubric import Rubric

_Kind = TypeVar("_Kind", bound=TextTable)
_MOST_COMMENTS = 30  # of a criterion in the bank that a page is given


class Desk:
    """The desk of one course: its texts, and one `Table` for each."""

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

    def table(self, name: str, cell: str) -> Table:
        """The place where one text is marked. Raises KitError where it can't be: no rubric, or one that doesn't fit."""
        return self._opened(Table, name, cell)

    def _opened(self, kind: type[_Kind], name: str, cell: str) -> _Kind:
        assignment = find_assignment(name)
        if name not in self._books:
            self._books[name] = MarkBook(self._course, assignment, {})
            self._beside[name] = Beside(self._course.handins(name), self.root, assignment)
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


class Table(TextTable):
    """The marking of one text of an assignment."""

    # --- what is shown

    def overview(self, marker: str, wanted: str = "unmarked", level: str = "", alike: bool = False) -> Json:
        """The texts that a filter lets through, progress and distribution, and the comments made before."""
        entries = self.entries()
        numbers = {one.student: number for number, one in enumerate(entries, 1)}
        seen = as_seen(self._book, entries, marker, self._share)
        shown = chosen(seen, _filter(wanted), marker, _level(level))
        return {
            "texts": [
                {
                    "handle": self._handle(one),
                    "number": numbers[one.student],
                    "state": one.state,
                    "flagged": bool(one.flags),
                    "score": None if one.mark is None else one.mark.score,
                }
                for one in (side_by_side(shown) if alike else shown)
            ],
            **self._progress(entries, marker),
        }

    def _progress(self, entries: Sequence[Entry], marker: str) -> Json:
        """How far the marking is, and the comments made before."""
        history = self._book.store.history(self.rubric.cell)
        return {
            "all": len(entries),
            "bank": {key: [words for words, _ in found[:_MOST_COMMENTS]] for key, found in bank(entries).items()},
            **asdict(progress(entries, self.rubric, history, marker)),
        }

    def next(self, marker: str, sent: Mapping[str, Any] = MappingProxyType({})) -> Json | None:
        """The next text that nobody has marked, taken for this marker; None where none is left."""
        order = read_order(NextOrder, sent)
        self._book.renew(marker, self.rubric.cell)
        entries = self.entries()
        handles = set(order.have)
        students = {one.student for one in entries if self._handle(one) in handles}
        queue = side_by_side(entries) if order.alike else entries
        task = take_next(self._book, queue, marker, share=self._share, passed_over=students)
        return None if task is None else self._shown(task.entry, task.reading, entries, marker)

    def text(self, handle: str, marker: str) -> Json:
        """A text as it stands now, taken for this marker where nobody else has it."""
        entries = self.entries()
        (entry,) = as_seen(self._book, [self._named(handle, entries)], marker, self._share)
        reading = Reading.SETTLED if Reading.SETTLED in entry.marks else Reading.FIRST
        if entry is not self._named(handle, entries):
            reading = Reading.SECOND
        return self._taken(entry, reading, entries, marker)

    def _taken(self, entry: Entry, reading: Reading, entries: Sequence[Entry], marker: str) -> Json:
        """What is shown of a text, which is taken for this marker; one that is gone can't be taken."""
        if entry.state is not State.GONE:
            self._book.claim(entry, marker, reading)
        return self._shown(entry, reading, entries, marker)

    def _shown(self, entry: Entry, reading: Reading, entries: Sequence[Entry], marker: str = "") -> Json:
        mark = entry.marks.get(reading)
        return {
            **self._words(entry, entries),
            "reading": int(reading),
            "seen": entry.seen(reading),
            "mark": None if mark is None else mark_values(mark),
            "flags": [{"marker": one.marker, "note": one.note} for one in entry.flags],
            "suggestions": [
                {"reader": one.reader, "levels": dict(one.levels), "reasons": values_of(dict(one.reasons))}
                for one in visible_suggestions(self._book, entry, marker)
            ],
            "identical": [
                {"handle": self._handle(one), "seen": one.seen(reading)}
                for one in (identical(entries, entry) if reading is Reading.FIRST else ())
            ],
            "held": sorted({one.marker for one in entry.claims if marker and one.marker != marker}),
        }

    # --- what is written

    def save(self, marker: str, sent: Mapping[str, Any]) -> Json:
        """Write a mark, and the same for identical texts that the order names, all or none of them; returns how far
        the marking is then.
        """
        order = read_order(SaveOrder, sent)
        _expect_sane(order)
        entries = self.entries()
        self._book.write_all([self._written(one, entries, marker, order) for one in order.texts])
        self._book.renew(marker, self.rubric.cell)
        return self._progress(self.entries(), marker)

    def _written(self, one: SeenText, entries: Sequence[Entry], marker: str, order: SaveOrder) -> Order:
        """What the order says, written for the text of `one`, as it was seen there."""
        entry = self._named(one.handle, entries)
        self._expect_current(entry, order.rubric, order.hash)
        _expect_due(entry, marker, order.reading)
        words = (order.levels, order.comments, order.comment)
        return self._book.order(entry, marker, *words, order.reading, one.seen)

    def undo(self, marker: str) -> Json | None:
        """Take back the marker's last change at this text; returns the text, or None where there is none."""
        found = self._book.take_back(marker, self.rubric.cell)
        if found is None:
            return None
        entry, reading = found
        shown = blinded(entry, marker) if reading is Reading.SECOND else entry
        return self._taken(shown, reading, self.entries(), marker)

    def flag(self, marker: str, sent: Mapping[str, Any]) -> Json:
        """Note that somebody should look again, or take the marker's own note away; another marker's stays."""
        order = read_order(FlagOrder, sent)
        entry = self._named(order.handle, self.entries())
        if order.note is None:
            self._book.unflag(entry, marker)
        else:
            self._book.flag(entry, marker, order.note)
        return {"flagged": bool(self._book.entry(entry.cell, entry.student).flags)}

    def release(self, marker: str) -> Json:
        """Let others have what this marker has before them of this cell."""
        self._book.release(marker, None, self.rubric.cell)
        return {}


def _filter(name: str) -> Filter:
    try:
        return Filter(name)
    except ValueError as error:
        raise KitError(f"There is no filter {name!r}: there are {', '.join(Filter)}.") from error


def _level(words: str) -> tuple[str, str] | None:
    criterion, _, level = words.partition(":")
    return (criterion, level) if level else None


def _expect_due(entry: Entry, marker: str, reading: Reading) -> None:
    """Raise KitError where a text can't have that mark by that marker; no page sends such an order by itself."""
    first = entry.marks.get(Reading.FIRST)
    if reading is Reading.SECOND and first is None:
        raise KitError("This text has no first mark, so that it can't have a second one: load the page anew.")
    if reading is Reading.SECOND and first is not None and first.marker == marker:
        raise KitError(
            "You gave this text its first mark, and another marker gives the second one: change your own mark instead."
        )
    if reading is Reading.SETTLED and Reading.SETTLED not in entry.marks:
        raise KitError("Nobody has settled on a mark of this text: that is done on the page of double marks.")


def _expect_sane(order: SaveOrder) -> None:
    """Raise KitError where an order for identical texts is none that a page sends."""
    if order.also and order.reading is not Reading.FIRST:
        raise KitError("Identical texts are marked together with a first mark alone: load the page anew.")
    if len({one.handle for one in order.texts}) < len(order.texts):
        raise KitError("This page names a text twice in one order: load it anew.")
