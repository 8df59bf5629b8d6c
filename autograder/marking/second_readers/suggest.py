"""Suggestions of second readers: which texts want one, and what is kept of the answers."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from autograder.course.gradebook.marks.desk_tables import version_of
from autograder.marking.beside import Beside
from autograder.marking.marks.store import MarkBook
from autograder.marking.second_readers.answers import NoSuggestion, parsed, suggested, without_contradictions
from autograder.marking.second_readers.prompts import Prompt, prompt_of, secret_of
from autograder.records.marking.marks import State, Suggestion

_NO_TEXT = (State.GONE, State.UNWRITTEN)


@dataclass(slots=True)
class Outcome:
    """How many suggestions were kept, and why there is none, by the id of a prompt or the place of an answer."""

    kept: int = 0
    none: dict[str, str] = field(default_factory=dict)


def prompts(book: MarkBook, cells: Iterable[str], without: str | None = None) -> Iterator[Prompt]:
    """A prompt for each text; none for those that have a suggestion of the reader `without` already."""
    course, name = book.course, book.assignment.name
    secret, names = secret_of(course.root), book.store.names()
    beside = Beside(course.handed_in(name), course.root, book.assignment)
    for cell in cells:
        rubric = book.rubric(cell)
        done = {one.student for one in book.suggestions(cell) if one.reader == without}
        for entry in book.entries(cell):
            if entry.state not in _NO_TEXT and entry.text.strip() and entry.student not in done:
                own = [entry.student, *names.get(entry.student, ())]
                attached = book.attachments(cell, entry.student) if entry.has_pictures else {}
                yield prompt_of(secret, name, entry, rubric, beside.of(entry.student, cell), own, attached)


def take(book: MarkBook, prompt: Prompt, answer: bytes | Mapping[str, object], reader: str) -> None:
    """Keep what a reader answers to a prompt. Raises NoSuggestion where that is none."""
    rubric = book.rubric(prompt.entry.cell)
    levels, reasons = suggested(parsed(answer) if isinstance(answer, bytes) else answer, prompt, rubric)
    entry = prompt.entry
    now = version_of(rubric)
    book.store.suggest(
        Suggestion(entry.student, entry.cell, reader, levels, reasons, entry.hash, now, time.time())
    )


def take_file(book: MarkBook, cells: Iterable[str], lines: Iterable[str], reader: str) -> Outcome:
    """Keep the answers in lines of JSON; of those with one id that give different levels, none is kept."""
    outcome, found = Outcome(), []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                found.append(parsed(line))
            except NoSuggestion as error:
                outcome.none[f"line {number}"] = str(error)
    by_id, against = without_contradictions(found)
    outcome.none |= dict.fromkeys(sorted(against), "several answers give other levels")
    waiting = {one.id: one for one in prompts(book, cells)}
    for name, answer in by_id.items():
        try:
            if name not in waiting:
                raise NoSuggestion(
                    "no text has this id now: its text or the rubric has changed, or it is another course's"
                )
            take(book, waiting[name], answer, reader)
            outcome.kept += 1
        except NoSuggestion as error:
            outcome.none[name] = str(error)
    return outcome


def lines_of(found: Iterable[Prompt]) -> Iterator[str]:
    """The prompts as lines of JSON."""
    for one in found:
        yield json.dumps(one.as_json(), ensure_ascii=False) + "\n"
