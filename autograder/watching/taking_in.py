"""Puts a hand-in from where students left it into the course's `submitted/`, whole or not at all.

What lies there and did not come through the watcher is moved to `replaced/`, as `vaekit collect --replace` does.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path

from autograder.course.gradebook.lateness import handed_in_at
from autograder.course.gradebook.recording.recording_lock import recording
from autograder.handin.files.plain import TIMESTAMP
from autograder.platforms.transfer.collect.delivery import place_aside, swap
from autograder.records.errors import KitError
from autograder.watching.handin_files import copy_files, digest_of
from autograder.watching.inbox import Found

_DRAFTS = ".watching-"


def is_older(found: Found, target: Path) -> bool:
    """Whether a later hand-in than that lies in `submitted/`, by the times that both hold."""
    try:
        there = handed_in_at(target)
    except KitError:
        return False
    return there is not None and bool(found.handed_in) and datetime.fromisoformat(found.handed_in) < there


def take_in(
    found: Found, root: Path, target: Path, own: Collection[str], about_to_place: Callable[[str], None]
) -> list[str]:
    """Copy a hand-in to `target`. `own` has the hashes of what the watcher has put there before, and `about_to_place` is
    told the hash of the new one.

    Returns clauses on files that were left out, and on what was moved aside. Raises OSError where it can't be written.
    """
    place = target.parent.parent
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=_DRAFTS, dir=place) as folder:
        new = Path(folder, "new")
        new.mkdir()
        remarks = copy_files(found.folder, found.trusted, new)
        if found.handed_in and not (new / TIMESTAMP).exists():
            (new / TIMESTAMP).write_text(f"{found.handed_in} UTC", encoding="utf-8")
        digest = digest_of(new)
        with recording(root):
            there = digest_of(target)
            if there == digest:
                about_to_place(digest)
                return remarks
            aside = Path(folder, "earlier") if target.exists() else None  # goes with the draft
            if there and there not in own:
                aside = place_aside(root, found.assignment, found.student)
                remarks.append(f"another hand-in was there, which lies in {aside.relative_to(root)} now")
            about_to_place(digest)
            target.parent.mkdir(exist_ok=True)
            swap(new, target, aside)
    return remarks


def remove_drafts(place: Path) -> None:
    """Remove what a killed watcher has left beside the students' folders: it lies in the exchange as well."""
    for folder in place.glob(f"{_DRAFTS}*"):
        shutil.rmtree(folder, ignore_errors=True)
