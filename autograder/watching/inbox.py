"""What lies in the exchange's inbound folder, or in a folder of `<student>/<assignment>/`, and is whole.

A name says whose a hand-in is, and names are chosen by strangers. A hand-in is whole when two looks at it find the same
files and its last ones, the time and the secret that `nbgrader submit` writes at the end; without these, when nothing
of it has changed for some seconds. Clocks of other machines decide nothing.
"""

from __future__ import annotations

import os
import re
import stat
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from autograder.authoring.assignment import Assignment
from autograder.course.exchange.course_exchange import CourseExchange
from autograder.course.gradebook.lateness import handed_in_at
from autograder.handin.files.plain import SECRET, TIMESTAMP
from autograder.handin.find_submissions import closed
from autograder.records.errors import KitError
from autograder.records.results import wrong_name
from autograder.watching.handin_files import TreeState, digest_of, tree_state, word_in
from autograder.watching.records import Arrival

_APART_S = 0.8  # between two looks that find the same files
_AT_REST_S = 5.0  # without the files that `nbgrader submit` writes last
_MOST_CHANGES, _RESTLESS_S = 10, 15.0  # after so many changes, a folder is looked at so much later
_MOST_OF_ONE = 20  # hand-ins of one student that one look goes through: a flood must not keep the others waiting
_REFUSED_S = 30.0  # until a hand-in that can't be taken is looked at again
_LONGEST_NAME = 100  # bytes of a student's name
_DIGEST = 32  # letters of a hash of the files, in a hand-in's name


@dataclass(frozen=True, slots=True)
class Found:
    """A hand-in that lies there, whole. No link is followed below `trusted`. `received` is the file system's time."""

    name: str
    student: str
    assignment: Assignment
    folder: Path
    trusted: Path
    handed_in: str
    received: datetime


@dataclass(frozen=True, slots=True)
class Look:
    """What one look has found: whole hand-ins, the number that are still being copied, and what can't be taken, with the
    reason, where that was not told before.
    """

    whole: list[Found]
    coming: int
    refused: Mapping[str, str]


@dataclass(slots=True)
class _Seen:
    state: TreeState
    since: float
    changes: int = 0


class AtRest:
    """Which folders have not changed since they were looked at before."""

    def __init__(self) -> None:
        self._seen: dict[Path, _Seen] = {}

    def is_restless(self, folder: Path) -> bool:
        """Whether a folder changes so often that it need not be looked at now."""
        seen = self._seen.get(folder)
        return seen is not None and seen.changes > _MOST_CHANGES and time.monotonic() - seen.since < _RESTLESS_S

    def is_whole(self, folder: Path, trusted: Path) -> bool:
        """Whether a hand-in is whole. Raises OSError or KitError where it can't be looked into."""
        state, now = tree_state(folder), time.monotonic()
        seen = self._seen.get(folder)
        if seen is None or seen.state != state:
            self._seen[folder] = _Seen(state, now, seen.changes + 1 if seen is not None else 0)
            return False
        last_ones = word_in(folder, TIMESTAMP, trusted) and word_in(folder, SECRET, trusted)
        return now - seen.since >= (_APART_S if last_ones else _AT_REST_S)


class Inbox:
    """The place where hand-ins arrive."""

    def __init__(self, assignments: Mapping[str, Assignment], known_students: Collection[str]) -> None:
        self._assignments = assignments
        self._names = {unicodedata.normalize("NFC", name): name for name in known_students}
        self._at_rest = AtRest()
        self._refused: dict[str, tuple[float, str]] = {}

    in_place = False  # whether the hand-ins lie in the course's submitted/ already

    def folder_of(self, arrival: Arrival) -> Found | None:
        """Where a hand-in that was queued lies now; None where it does not any more, or is another one."""
        raise NotImplementedError

    def _candidates(self) -> Iterator[tuple[str, str, str, Path]]:
        """Name, student, assignment and folder of each hand-in, whole or not."""
        raise NotImplementedError

    @property
    def place(self) -> Path:
        raise NotImplementedError

    def look(self, is_known: Callable[[str, str], bool]) -> Look:
        """Look once. `is_known` says of an assignment and a name whether that was queued before. Raises OSError."""
        whole: list[Found] = []
        coming, refused = 0, {}
        of_students: Counter[str] = Counter()
        for name, student, assignment, folder in self._candidates():
            if is_known(assignment, name) or self._waits(name):
                continue
            of_students[student] += 1
            if of_students[student] > _MOST_OF_ONE or self._at_rest.is_restless(folder):
                coming += 1
                continue
            try:
                found = self._found(name, student, self._assignments[assignment], folder)
                if not self._at_rest.is_whole(folder, found.trusted):
                    coming += 1
                else:
                    whole.append(found)
            except FileNotFoundError:
                continue
            except (OSError, KitError) as error:
                why = closed(error).rstrip(".") if isinstance(error, OSError) else str(error)
                if self._refused.get(name, (0.0, ""))[1] != why:
                    refused[name] = why
                self._refused[name] = time.monotonic() + _REFUSED_S, why
        return Look(sorted(whole, key=lambda one: (one.handed_in, one.received, one.name)), coming, refused)

    def _waits(self, name: str) -> bool:
        return time.monotonic() < self._refused.get(name, (0.0, ""))[0]

    def _found(self, name: str, student: str, assignment: Assignment, folder: Path) -> Found:
        about = folder.lstat()
        if not stat.S_ISDIR(about.st_mode):
            raise KitError("is no folder")
        student = self._student(student)
        self._expect_theirs(student, about.st_uid)
        return Found(name, student, assignment, folder, self.place, _time_in(folder), _received(folder))

    def _student(self, name: str) -> str:
        """The student of that name: Unicode has two forms of an é, and a course has one student."""
        why = wrong_name(name)
        if why is None and (name.startswith(".") or "/" in name or not name):
            why = "which is no name of a folder"
        if why is None and len(name.encode()) > _LONGEST_NAME:
            why = f"which is longer than {_LONGEST_NAME} bytes"
        if why is not None:
            raise KitError(f"is of a student “{name}”, {why}")
        composed = unicodedata.normalize("NFC", name)
        return self._names.setdefault(composed, composed)

    def _expect_theirs(self, student: str, owner: int) -> None:
        """Raise KitError where the hand-in is another's than it says."""


def _received(folder: Path) -> datetime:
    """When the file system took the last of a hand-in's files, and never later than now. Students can't set this time."""
    times = [
        folder.lstat().st_ctime,
        *(entry.stat(follow_symlinks=False).st_ctime for entry in os.scandir(folder)),
    ]
    return min(datetime.fromtimestamp(max(times), UTC), datetime.now(UTC))


def _time_in(folder: Path) -> str:
    try:
        when = handed_in_at(folder)
    except KitError:
        return ""
    return when.isoformat(sep=" ") if when is not None else ""


class ExchangeInbox(Inbox):
    """The inbound folder of nbgrader's exchange, with a folder `<student>+<assignment>+<time>+<random>` a hand-in."""

    def __init__(
        self, exchange: CourseExchange, assignments: Mapping[str, Assignment], known_students: Collection[str]
    ) -> None:
        super().__init__(assignments, known_students)
        self._inbound: Path = exchange.inbound
        self._exchange = exchange

    @property
    def place(self) -> Path:
        return self._inbound

    def folder_of(self, arrival: Arrival) -> Found | None:
        try:
            return self._found(
                arrival.name,
                arrival.student,
                self._assignments[arrival.assignment],
                self.place / arrival.name,
            )
        except (FileNotFoundError, KitError):
            return None

    def _candidates(self) -> Iterator[tuple[str, str, str, Path]]:
        for name in sorted(path.name for path in self.place.iterdir()):
            owner = self._read_name(name)
            if owner is not None:
                yield name, *owner, self.place / name

    def _read_name(self, name: str) -> tuple[str, str] | None:
        """Student and assignment by a folder's name; None where it is of no assignment that is watched."""
        for parts in (name.rsplit("+", 3), name.rsplit("+", 2)):  # the random part can be switched off
            if len(parts) >= 3 and parts[1] in self._assignments:
                return parts[0], parts[1]
        return None

    def _expect_theirs(self, student: str, owner: int) -> None:
        why = self._exchange.why_not_theirs(student, owner)
        if why is not None:
            raise KitError(
                f"claims to be of {student} and {why}: look at it; where accounts and names differ by design, set "
                "c.ExchangeCollect.check_owner = False"
            )


class FolderInbox(Inbox):
    """A folder of `<student>/<assignment>/`: a hand-in is new when its files differ from those that were there before."""

    def __init__(
        self,
        folder: Path,
        submitted: Path,
        assignments: Mapping[str, Assignment],
        known_students: Collection[str],
        of_student: Callable[[str, str], list[Arrival]],
    ) -> None:
        super().__init__(assignments, known_students)
        self._folder, self._of_student = folder, of_student
        self.in_place = folder.resolve() == submitted.resolve()
        self._states: dict[Path, tuple[TreeState, str]] = {}

    @property
    def place(self) -> Path:
        return self._folder

    def folder_of(self, arrival: Arrival) -> Found | None:
        student, _, digest, _ = arrival.name.rsplit("+", 3)
        folder = self._folder / student / arrival.assignment
        try:
            found = self._found(arrival.name, student, self._assignments[arrival.assignment], folder)
            return found if self._digest(folder) == digest else None
        except (OSError, KitError):
            return None

    def _candidates(self) -> Iterator[tuple[str, str, str, Path]]:
        for student in sorted(path.name for path in self._folder.iterdir()):
            for assignment in self._assignments if not student.startswith(".") else ():
                folder = self._folder / student / assignment
                if not (self._folder / student).is_symlink() and os.path.lexists(folder):
                    yield self._current_name(student, assignment, folder), student, assignment, folder

    def _current_name(self, student: str, assignment: str, folder: Path) -> str:
        """The name of the hand-in that lies there: the student's and the assignment's, its content, and its number."""
        start = f"{student}+{assignment}+"
        try:
            digest = self._digest(folder)
            earlier = self._of_student(self._student(student), assignment)
        except (OSError, KitError):  # `look` says why
            return start
        last = max(earlier, key=lambda one: (one.received, one.name), default=None)
        if last is not None and last.files[:_DIGEST] == digest:  # it came by the exchange
            return last.name
        pattern = re.compile(rf"{re.escape(start)}([0-9a-f]{{{_DIGEST}}})\+(\d+)")
        numbered = {int(found[2]): found for one in earlier if (found := pattern.fullmatch(one.name))}
        number = max(numbered, default=0)
        same = number > 0 and numbered[number][1] == digest
        return numbered[number][0] if same else f"{start}{digest}+{number + 1}"

    def _digest(self, folder: Path) -> str:
        state = tree_state(folder)
        if folder not in self._states or self._states[folder][0] != state:
            self._states[folder] = state, digest_of(folder)[:_DIGEST]
        return self._states[folder][1]
