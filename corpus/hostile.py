"""The attacks: hostile submissions, with what they try and what their honest part deserves."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.records.settings import Kind

from .entries import Entry, corpus_folder, parts

HOSTILE = corpus_folder("hostile")
NAME = HOSTILE.parent.name
ENGINES = (Kind.PODMAN, Kind.DOCKER)
_USE = re.compile(r"^# use: (\w+)$", re.MULTILINE)


@dataclass(frozen=True)
class Attack:
    """A hostile submission: what it tries, and the points that its honest part deserves and should keep.

    In an engine's container it may keep fewer: what is left of a child takes the next one's room or time there, as each
    child that ends costs the start of another container.
    """

    entry: Entry
    kind: str
    deserves: float
    keeps: float
    keeps_in_engine: float

    def under(self, sandbox: Kind) -> Attack:
        """The attack with what it should keep there."""
        return replace(self, keeps=self.keeps_in_engine) if sandbox in ENGINES else self


def attacks() -> list[Attack]:
    return [_read_attack(path) for path in sorted(HOSTILE.glob("*.py"))]


def _read_attack(path: Path) -> Attack:
    """An attack's file; in place of a line `# use: <name>` it holds that file of `preludes`, shared by many attacks."""
    preludes = path.parent / "preludes"
    text = _USE.sub(
        lambda line: (preludes / f"{line[1]}.py").read_text(encoding="utf-8"), path.read_text(encoding="utf-8")
    )
    header, found = parts(text)
    fields = dict(re.findall(r"^(\w+): *(.*)$", header, re.MULTILINE))
    sentence = header.splitlines()[0]
    entry = Entry(path, False, sentence, "", frozenset(), 0.0, (), found)
    keeps = float(fields.get("Keeps", 0))
    return Attack(entry, fields["Attack"], float(fields["Deserves"]), keeps, float(fields.get("Engine", keeps)))
