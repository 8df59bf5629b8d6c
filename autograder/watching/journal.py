"""The watcher's queue on the disk: a file for each hand-in, written before anything is done and after all of it is.

A watcher that is killed leaves each hand-in either queued, with the number of its attempt, or done.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from autograder.grading.results.store import put_text
from autograder.records.errors import KitError
from autograder.records.folder_names import KEPT
from autograder.records.json_text import NotThatRecord, read_record, write_record
from autograder.watching.records import Arrival, State, WatchSettings

_Record = TypeVar("_Record")


def watch_folder(root: Path) -> Path:
    """Where a course keeps what its watcher knows."""
    return root / KEPT / "watch"


class Journal:
    """The hand-ins of a course that were seen, by the names of their folders. One process at a time may write it.

    Raises KitError where a file of it can't be read, and OSError where one can't be written.
    """

    def __init__(self, root: Path, assignments: Iterable[str]) -> None:
        self._folder = watch_folder(root)
        self._arrivals: dict[tuple[str, str], Arrival] = {}
        self._by_student: dict[tuple[str, str], dict[str, Arrival]] = defaultdict(dict)
        for assignment in assignments:
            for path in sorted((self._folder / assignment).glob("*.json")):
                self._remember(_read(path, Arrival))

    def knows(self, assignment: str, name: str) -> bool:
        return (assignment, name) in self._arrivals

    def of_student(self, student: str, assignment: str) -> list[Arrival]:
        return list(self._by_student[student, assignment].values())

    def queue(self) -> list[Arrival]:
        """What is still to be done, in the order in which it is to be done."""
        return sorted(
            (one for one in self._arrivals.values() if one.state is State.QUEUED), key=lambda one: one.order
        )

    def add(self, new: Arrival) -> Arrival:
        """Queue a hand-in as the student's next attempt of its day, and keep it; returns it with that number."""
        same_day = [one for one in self.of_student(new.student, new.assignment) if one.day == new.day]
        numbered = replace(new, attempt=1 + max((one.attempt for one in same_day), default=0))
        self.put(numbered)
        return numbered

    def put(self, arrival: Arrival) -> None:
        """Keep what became of a hand-in."""
        digest = hashlib.sha256(arrival.name.encode(errors="surrogateescape")).hexdigest()[:32]
        put_text(self._folder / arrival.assignment / f"{digest}.json", write_record(arrival))
        self._remember(arrival)

    def _remember(self, arrival: Arrival) -> None:
        self._arrivals[arrival.assignment, arrival.name] = arrival
        self._by_student[arrival.student, arrival.assignment][arrival.name] = arrival


def kept_watch_settings(root: Path) -> WatchSettings | None:
    """How the course was watched last; None where it never was. Raises KitError for a file that can't be read."""
    path = _settings_file(root)
    return _read(path, WatchSettings) if path.exists() else None


def keep_watch_settings(root: Path, settings: WatchSettings) -> None:
    put_text(_settings_file(root), write_record(settings) + "\n")


def _settings_file(root: Path) -> Path:
    return watch_folder(root) / "settings.json"


def _read(path: Path, kind: type[_Record]) -> _Record:
    try:
        return read_record(kind, path.read_bytes())
    except (OSError, NotThatRecord) as error:
        why = error.strerror if isinstance(error, OSError) else "it is damaged"
        raise KitError(
            f"{path} can't be read ({why}): see that you may read it; a damaged one you may remove, then what it told "
            "of is watched as if it were new."
        ) from error
