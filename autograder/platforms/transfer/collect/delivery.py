"""Puts hand-ins where nbgrader and the kit look for submissions, each whole or not at all."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from autograder.authoring.assignment import Assignment
from autograder.course.configuration.course_root import CourseRoot
from autograder.grading.results.store import make_folder, put_text
from autograder.handin.collected_students import HandinRecord, KnownStudent, collected
from autograder.handin.files.plain import TIMESTAMP
from autograder.platforms.platform import HandedInFile
from autograder.platforms.transfer.collect.records import (
    Collected,
    CollectedHandin,
    CollectOutcome,
    CollectRequest,
)
from autograder.records.errors import KitError

_TIME = "%Y-%m-%d %H:%M:%S.%f UTC"  # nbgrader's


def deliver(course: CourseRoot, request: CollectRequest, handin: CollectedHandin) -> Collected:
    """Put a hand-in where nbgrader expects it, whole or not at all."""
    target = course.place("submitted", request.assignment.name, handin.student)
    new = {name: digest_of(content) for name, content in handin.files.items()}
    there = digests_in(target)
    outcome = CollectOutcome.NEW if not there else CollectOutcome.SAME if there == new else CollectOutcome.KEPT
    if outcome is CollectOutcome.KEPT and request.replace:
        outcome = CollectOutcome.REPLACED
    remarks = list(dict.fromkeys(handin.remarks))
    if handin.wrong_assignment:
        remarks.append(f"the notebook {handin.wrong_assignment}.")
    if outcome is CollectOutcome.KEPT:
        remarks.append("another hand-in is there already: --replace takes this one instead.")
    last = max(handin.received, key=lambda file: file.rank)
    handed = _handed(handin, last, "" if outcome is CollectOutcome.KEPT else _stamp(handin.when))
    if outcome in (CollectOutcome.NEW, CollectOutcome.REPLACED) and not request.dry_run:
        aside = (
            place_aside(course.root, request.assignment, handin.student)
            if outcome is CollectOutcome.REPLACED
            else None
        )
        _put(handin.files, target, handed.stamp, aside)
        if aside:
            remarks.append(f"the earlier one lies in {aside.relative_to(course.root)}.")
    elif outcome is CollectOutcome.SAME and not request.dry_run:
        before = (
            collected(course.root, request.assignment.name).get(handin.student, KnownStudent()).handed_in.stamp
        )
        handed = replace(handed, stamp=_restamped(target, handed.stamp, before))
    return Collected(
        student=handin.student,
        person=handin.person,
        platform=last.pattern,
        late=handin.late,
        when=handin.when,
        files=tuple(sorted(handin.files)),
        outcome=outcome,
        remarks=tuple(remarks),
        doubtful=handin.wrong_assignment is not None,
        handed=handed,
    )


def _handed(handin: CollectedHandin, last: HandedInFile, stamp: str) -> HandinRecord:
    return HandinRecord(
        platform=last.pattern,
        number=last.version if last.platform.numbers_grow else 0,
        when=handin.when.isoformat() + "Z" if handin.when else "",
        late=handin.late,
        stamp=stamp,
        file=handin.source,
    )


def _stamp(when: datetime | None) -> str:
    return when.strftime(_TIME) if when is not None else ""


def _restamped(target: Path, stamp: str, before: str) -> str:
    """Write the time of a hand-in that is there already, unless somebody has written another; returns what the kit wrote
    last.
    """
    path = target / TIMESTAMP
    try:
        there = path.read_text(encoding="utf-8").strip() if path.is_file() else ""
        if stamp and stamp != there and there in ("", before):
            put_text(path, stamp)
            return stamp
    except OSError as error:
        raise KitError(f"{path} can't be written ({error.strerror or error}): see whose it is.") from error
    return before


def place_aside(root: Path, assignment: Assignment, student: str) -> Path:
    """Where a hand-in is moved that another takes the place of."""
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S") + f"-{time.time_ns() % 1000:03}"
    return root / "replaced" / assignment.name / student / stamp


def _put(files: Mapping[str, Path], target: Path, stamp: str, aside: Path | None) -> None:
    place = target.parent.parent
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".collecting-", dir=place) as folder:
            new = Path(folder, "new")
            new.mkdir()
            for name, content in files.items():
                shutil.copyfile(content, new / name)
            if stamp:
                (new / TIMESTAMP).write_text(stamp, encoding="utf-8")
            target.parent.mkdir(exist_ok=True)
            swap(new, target, aside)
    except OSError as error:
        raise KitError(
            f"{target} can't be written ({error.strerror or error}): nothing of it was changed."
        ) from error


def swap(new: Path, target: Path, aside: Path | None) -> None:
    """Put a new hand-in in its place, and what is there `aside`; it comes back where that fails. Without `aside`, what is
    there must hold no hand-in.
    """
    if aside is None:
        if target.is_dir():
            shutil.rmtree(target) if not digests_in(target) else None
        new.rename(target)
        return
    make_folder(aside.parent)
    shutil.move(target, aside)
    try:
        new.rename(target)
    except OSError:
        shutil.move(aside, target)
        raise


def digests_in(folder: Path) -> dict[str, str]:
    """The files of a hand-in by their content, without those that nbgrader or Jupyter put there."""
    if not folder.is_dir():
        return {}
    paths = [path for path in folder.rglob("*") if path.is_file()]
    parts = {path: path.relative_to(folder).parts for path in paths}
    own = [path for path in paths if not any(part.startswith(".") for part in parts[path])]
    names = {path: unicodedata.normalize("NFC", "/".join(parts[path])) for path in own}
    return {names[path]: digest_of(path) for path in own if names[path] != TIMESTAMP}


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
