"""Files in: what a learning platform hands out, put where nbgrader and the kit look for submissions.

The names are read by nbgrader's own plugin (`handouts`). The rest of its `zip_collect` is not used: it unpacks without
limits, stops at the second file of a name, and clears what is there before it copies.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
import time
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from autograder.archive import Left
from autograder.assignment import Assignment
from autograder.gradebook import CourseRoot
from autograder.handouts import NOTEBOOK, Sign, name_in_course, read_archives
from autograder.results import KitError
from autograder.roster import Person, Roster, find, name_keys
from autograder.store import put_text

_TIME = "%Y-%m-%d %H:%M:%S.%f UTC"  # nbgrader's


class Outcome(StrEnum):
    """What became of a student's hand-in."""

    NEW = "collected"
    SAME = "there already"
    REPLACED = "replaced"
    KEPT = "differs, kept"


@dataclass(frozen=True, slots=True)
class Collected:
    """One student's hand-in, as it was found and what became of it. `remarks` are sentences for the instructor."""

    student: str
    person: Person
    platform: str
    late: bool
    when: datetime | None  # UTC, without a zone, as nbgrader has it
    files: tuple[str, ...]
    outcome: Outcome
    remarks: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "student": self.student,
            "name": self.person.name,
            "platform": self.platform,
            "late": self.late,
            "handed_in": self.when.isoformat() + "Z" if self.when else None,
            "files": list(self.files),
            "outcome": self.outcome.value,
            "remarks": list(self.remarks),
        }


@dataclass(frozen=True, slots=True)
class Order:
    """What to collect, and how."""

    archives: tuple[Path, ...]
    assignment: Assignment
    roster: Roster | None = None
    dry_run: bool = False
    replace: bool = False


@dataclass(slots=True)
class _Handin:
    """What one student handed in at one time."""

    student: str
    person: Person
    signs: list[Sign] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    @property
    def rank(self) -> tuple[datetime, int]:
        return max(sign.rank for sign in self.signs)


def collect(course: CourseRoot, order: Order) -> tuple[list[Collected], list[Left]]:
    """Collect what the archives hold; returns each student's outcome, and what was left out and why."""
    with tempfile.TemporaryDirectory(prefix="vaekit-collect-") as desk:
        signs, left = read_archives(course, order.archives, order.assignment, Path(desk))
        handins, unknown = _by_student(signs, _Class(course, order))
        left += unknown
        ready = []
        for handin in _latest(handins):
            _choose_files(handin, order.assignment)
            if _has_notebook(handin.files):
                ready.append(handin)
            else:
                left.append(_without_notebook(handin))
        done = [_deliver(course, order, handin) for handin in ready]
        if not order.dry_run:
            _remember(course, order.assignment, done)
    return sorted(done, key=lambda one: one.student), left


def _without_notebook(handin: _Handin) -> Left:
    names = ", ".join(sorted(handin.files)) or "nothing that can be graded"
    return Left(handin.person.name or handin.student, f"handed in no notebook, only {names}: ask for it")


# --- who is it ------------------------------------------------------------------------------------------------


class _Class:
    """The students that a course knows: of earlier collections, of the gradebook, and whoever has a folder."""

    def __init__(self, course: CourseRoot, order: Order) -> None:
        self._roster = order.roster
        known = collected(course.root, order.assignment.name)
        for student in _in_gradebook(course):
            known[student[0]] = known.get(student[0], Person()).joined(student[1])
        place = course.place("submitted", order.assignment.name, "someone").parent.parent
        for folder in place.iterdir() if place.is_dir() else ():
            if folder.is_dir() and not folder.name.startswith("."):
                known.setdefault(folder.name, Person(re.sub(r"[-_.]", " ", folder.name), {"student": folder.name}))
        self._known = known

    def student(self, person: Person) -> tuple[str, Person] | str:
        """nbgrader's name for a person, and all that is known of him; or why there is none, in a sentence."""
        if self._roster is not None:
            rows = find(person, self._roster.known())
            if len(rows) != 1:
                return _unclear(rows, f"in {self._roster.path.name}")
            person = person.joined(self._roster.people[int(rows[0])] or Person())
        found = find(person, self._known.items())
        if len(found) > 1:
            return f"could be {' or '.join(sorted(found))}: name a roster with --roster"
        student = found[0] if found else self._new_name(person)
        self._known[student] = person.joined(self._known.get(student, Person()))
        return student, person

    def _new_name(self, person: Person) -> str:
        ids = person.ids
        wished = (_folder_name(ids.get(kind, "")) for kind in ("student", "login", "sid", "email", "anonymous"))
        name = next(filter(None, wished), "") or _folder_name(person.name) or "student"
        taken = {unicodedata.normalize("NFC", known).casefold() for known in self._known}
        if name.casefold() not in taken:
            return name
        number = next(iter(ids.values()), str(len(taken)))
        return f"{name}_{_folder_name(number)}"


def _unclear(rows: list[str], where: str) -> str:
    return f"stands {len(rows)} times {where}, as far as can be told" if rows else f"is not {where}"


def _folder_name(text: str) -> str:
    """A name that is safe as a folder's and that nbgrader does not stumble over."""
    kept = re.sub(r"[^\w.@-]+", "-", unicodedata.normalize("NFC", text)).strip("-.")
    return kept.encode()[:120].decode(errors="ignore")


def _in_gradebook(course: CourseRoot) -> list[tuple[str, Person]]:
    if not course.has_gradebook:
        return []
    try:
        with course.gradebook() as gradebook:
            students = [(one.id, one.first_name, one.last_name, one.email) for one in gradebook.students]
    except SQLAlchemyError:
        return []
    found = []
    for student, first, last, email in students:
        name = " ".join(part for part in (first, last) if part)
        found.append((student, Person(name, {"student": student, **({"email": email} if email else {})})))
    return found


def _collected_file(root: Path, assignment: str) -> Path:
    return root / ".vaekit" / "collected" / f"{assignment}.json"


def collected(root: Path, assignment: str) -> dict[str, Person]:
    """Whom earlier collections have met, by nbgrader's name: the way back, for the marks."""
    try:
        record = json.loads(_collected_file(root, assignment).read_text(encoding="utf-8"))
        return {student: Person.from_json(entry) for student, entry in record["students"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _remember(course: CourseRoot, assignment: Assignment, done: list[Collected]) -> None:
    people = collected(course.root, assignment.name)
    before = dict(people)
    for one in done:
        people[one.student] = one.person.joined(people.get(one.student, Person()))
    if people != before:
        students = {student: people[student].as_json() for student in sorted(people)}
        content = json.dumps({"schema": 1, "students": students}, indent=2, ensure_ascii=False)
        put_text(_collected_file(course.root, assignment.name), content + "\n")


def _by_student(signs: list[Sign], people: _Class) -> tuple[list[_Handin], list[Left]]:
    """The hand-ins, one for each student and unit; and of whom it can't be said who he is."""
    answers: dict[str, tuple[str, Person] | str] = {}
    handins: dict[tuple[str, str], _Handin] = {}
    left: list[Left] = []
    for sign in signs:
        who = json.dumps([sorted(sign.person.ids.items()), sorted(name_keys(sign.person.name))])
        if who not in answers:
            answers[who] = answer = people.student(sign.person)
            if isinstance(answer, str):
                left.append(Left(sign.person.name or next(iter(sign.person.ids.values())), answer))
        answer = answers[who]
        if not isinstance(answer, str):
            unit = "" if sign.platform == "Google Classroom" else sign.unit  # Drive splits a download anywhere
            handin = handins.setdefault((answer[0], unit), _Handin(*answer))
            handin.signs.append(sign)
    return list(handins.values()), left


def _latest(handins: list[_Handin]) -> list[_Handin]:
    """Each student's last hand-in: by the time, by the platform's number, or else the one named last."""
    last: dict[str, _Handin] = {}
    for handin in handins:
        before = last.get(handin.student)
        if before is None or handin.rank >= before.rank:
            last[handin.student] = handin
        if before is not None:
            last[handin.student].remarks.append("handed in several times: the last one was taken.")
    return list(last.values())


# --- which files ------------------------------------------------------------------------------------------


def _choose_files(handin: _Handin, assignment: Assignment) -> None:
    """Give each file its name in the course; of several copies the latest counts."""
    best: dict[str, tuple[tuple[object, ...], str, Path]] = {}
    copies: dict[str, set[str]] = {}
    for order, sign in enumerate(handin.signs):
        parts = sign.file.split("/")
        name, number = name_in_course(parts[-1], assignment, strip=sign.platform.startswith("Canvas"))
        rank = (*sign.rank, -len(parts), number, order)
        copies.setdefault(name, set()).add(_digest(sign.content))
        if name not in best or rank > best[name][0]:
            best[name] = (rank, sign.file, sign.content)
    handin.files = {name: content for name, (_, _, content) in best.items()}
    for name, digests in copies.items():
        if len(digests) > 1:
            handin.remarks.append(f"{len(digests)} versions of {name}: the latest was taken, {best[name][1]}.")
    _rename_the_only(handin, assignment)


def _rename_the_only(handin: _Handin, assignment: Assignment) -> None:
    """The only notebook is the assignment's, whatever its name."""
    right = f"{assignment.name}.ipynb"
    others = [name for name in handin.files if name.lower().endswith(NOTEBOOK)]
    if right in others:
        return
    if len(others) == 1:
        handin.files[right] = handin.files.pop(others[0])
        handin.remarks.append(f"the notebook was called {others[0]}.")
    elif others:
        handin.remarks.append(f"{len(others)} notebooks and none is called {right}: rename the one to grade.")


def _has_notebook(files: Mapping[str, Path]) -> bool:
    return any(name.lower().endswith(NOTEBOOK) for name in files)


# --- into the course --------------------------------------------------------------------------------------


def _deliver(course: CourseRoot, order: Order, handin: _Handin) -> Collected:
    """Put a hand-in where nbgrader expects it, whole or not at all."""
    target = course.place("submitted", order.assignment.name, handin.student)
    new = {name: _digest(content) for name, content in handin.files.items()}
    there = _digests(target)
    outcome = Outcome.NEW if not there else Outcome.SAME if there == new else Outcome.KEPT
    if outcome is Outcome.KEPT and order.replace:
        outcome = Outcome.REPLACED
    remarks = list(dict.fromkeys(handin.remarks))
    if outcome is Outcome.KEPT:
        remarks.append("another hand-in is there already: --replace takes this one instead.")
    when = max((sign.when for sign in handin.signs if sign.when), default=None)
    if outcome in (Outcome.NEW, Outcome.REPLACED) and not order.dry_run:
        aside = _aside(course, order.assignment, handin.student) if outcome is Outcome.REPLACED else None
        _put(handin.files, target, when, aside)
        if aside:
            remarks.append(f"the earlier one lies in {aside.relative_to(course.root)}.")
    last = max(handin.signs, key=lambda sign: sign.rank)
    files = tuple(sorted(handin.files))
    return Collected(handin.student, handin.person, last.platform, last.late, when, files, outcome, tuple(remarks))


def _aside(course: CourseRoot, assignment: Assignment, student: str) -> Path:
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S") + f"-{time.time_ns() % 1000:03}"
    return course.root / ".vaekit" / "replaced" / assignment.name / student / stamp


def _put(files: Mapping[str, Path], target: Path, when: datetime | None, aside: Path | None) -> None:
    place = target.parent.parent
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".collecting-", dir=place) as desk:
            new = Path(desk, "new")
            new.mkdir()
            for name, content in files.items():
                shutil.copyfile(content, new / name)
            if when is not None:
                (new / "timestamp.txt").write_text(when.strftime(_TIME), encoding="utf-8")
            target.parent.mkdir(exist_ok=True)
            _swap(new, target, aside)
    except OSError as error:
        raise KitError(
            f"{target} can't be written ({error.strerror or error}): nothing of it was changed."
        ) from error


def _swap(new: Path, target: Path, aside: Path | None) -> None:
    if aside is None:
        if target.is_dir():
            shutil.rmtree(target) if not _digests(target) else None
        new.rename(target)
        return
    aside.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(target, aside)
    try:
        new.rename(target)
    except OSError:
        shutil.move(aside, target)
        raise


def _digests(folder: Path) -> dict[str, str]:
    """The files of a hand-in by their content, without those that nbgrader or Jupyter put there."""
    if not folder.is_dir():
        return {}
    paths = [path for path in folder.rglob("*") if path.is_file()]
    parts = {path: path.relative_to(folder).parts for path in paths}
    own = [path for path in paths if not any(part.startswith(".") for part in parts[path])]
    names = {path: unicodedata.normalize("NFC", "/".join(parts[path])) for path in own}
    return {names[path]: _digest(path) for path in own if names[path] != "timestamp.txt"}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
