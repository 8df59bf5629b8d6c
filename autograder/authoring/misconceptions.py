"""The misconceptions of an assignment: what a student reads when a check has recognised a mistake by its number."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.records.errors import KitError
from autograder.records.json_text import NotThatRecord, record_of

FILE = "misconceptions.toml"


@dataclass(frozen=True, slots=True)
class Misconception:
    """One known mistake.

    A slug is stable: gradebooks and class reports count by it. The sentence says what the evidence shows, the hint
    asks a question that leaves the line to the student, and `reread` names the notebook's section.
    """

    slug: str
    sentence: str
    hint: str
    reread: str

    def __str__(self) -> str:
        """What a student reads after the numbers."""
        return f"{self.sentence} {self.hint} (Read again: {self.reread}.)"


Misconceptions = Mapping[str, Misconception]


def catalogue(*entries: Misconception) -> Misconceptions:
    """The entries by their slug."""
    return {entry.slug: entry for entry in entries}


@dataclass(frozen=True, slots=True)
class _Entry:
    """A table of the file, whose name is the slug. `tasks` are those in which the mistake shows; none stands for all."""

    sentence: str
    hint: str
    tasks: tuple[str, ...] = ()


def read_misconceptions(folder: Path, headings: Mapping[str, str]) -> Misconceptions:
    """The misconceptions in a folder's `misconceptions.toml`; `headings` are those of the notebook's sections, by task.

    Raises KitError, with the file and the place in it, where they can't be read.
    """
    path = folder / FILE
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise KitError(f"The misconceptions in {path} can't be read ({error}).") from error
    return catalogue(*(_misconception(path, slug, table, headings) for slug, table in tables.items()))


def _misconception(path: Path, slug: str, table: object, headings: Mapping[str, str]) -> Misconception:
    try:
        entry = record_of(_Entry, table)
    except NotThatRecord as error:
        raise KitError(f"The misconception `{slug}` in {path} is wrong: {error}.") from error
    unknown = [task for task in entry.tasks if task not in headings]
    if unknown:
        known = ", ".join(headings)
        raise KitError(
            f"The misconception `{slug}` in {path} names the task `{unknown[0]}`: the assignment has {known}."
        )
    reread = "; ".join(headings[task] for task in entry.tasks or headings)
    return Misconception(slug, entry.sentence, entry.hint, reread)
