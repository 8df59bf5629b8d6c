"""Names in an archive: where they lead, and which are of no use."""

from __future__ import annotations

import re
import unicodedata

from autograder.platforms.transfer.archive.members import Refused
from autograder.records.text import printable

_JUNK = {"__macosx", "thumbs.db", "desktop.ini", "__pycache__"}
_DRIVE = re.compile(r"[A-Za-z]:")


def parts_of(name: str) -> tuple[str, ...]:
    """A name in an archive as folders and file, in Unicode's composed form; raises Refused where it leads elsewhere."""
    plain = unicodedata.normalize("NFC", name).replace("\\", "/")
    if plain.startswith("/") or _DRIVE.match(printable(plain)):
        raise Refused("has an absolute path")
    parts = tuple(part for part in map(printable, plain.split("/")) if part not in ("", "."))
    if ".." in parts:  # cleaning may have made it one
        raise Refused("has a path that leads out of its folder (..)")
    if not parts:
        raise Refused("has no name")
    return parts


def is_junk(part: str) -> bool:
    """What a Mac, Windows or Jupyter adds to a folder, and hidden files."""
    return part.startswith(".") or part.lower() in _JUNK
