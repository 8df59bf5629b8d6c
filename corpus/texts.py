"""Texts as students write them, and how well the rules find the claims that a careful marker would want to be shown.

A text opens with `Run:`, the run that it speaks of, and `Flags:`, the slugs that it deserves. `first/` is the set that
the rules were written on, `second/` one by a writer who set out to slip past them, `third/` one of half honest and
half mistaken texts on a run of numbers made up for the purpose (`brief`). Their writers did not see the rules; that of
`fourth/` did. A careful marker's flags on directions and on pictures stand in the heads too: no rule looks for them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from autograder.assignments.vae_digits.given_constants import LOSSES
from autograder.assignments.vae_digits.text_claims import SLUGS, Remark, remarks_on
from autograder.assignments.vae_digits.training_run import Measured, Run, Snapshot

from .entries import corpus_folder

FOLDER = corpus_folder("texts")
RUNS = FOLDER / "runs.json"
PARTS = ("first", "second", "third", "fourth")


@dataclass(frozen=True)
class Text:
    """One text, the flags that it deserves, and those that it got."""

    path: Path
    flags: frozenset[str]
    words: str
    remarks: tuple[Remark, ...]

    @property
    def found(self) -> frozenset[str]:
        return frozenset(remark.slug for remark in self.remarks)


def texts(part: str) -> Iterator[Text]:
    """The texts of a set, read."""
    for path in sorted((FOLDER / part).glob("*.md")):
        head, _, words = path.read_text(encoding="utf-8").partition("\n\n")
        fields = dict(line.split(": ", 1) for line in head.splitlines())
        flags = frozenset(fields["Flags"].split(", ")) - {"none"}
        yield Text(path, flags, words, tuple(remarks_on(words, run(fields["Run"]))))


def left_to_the_marker(part: str) -> int:
    """How many flags of a set no rule looks for."""
    return sum(len(text.flags - {*SLUGS}) for text in texts(part))


def counts(part: str) -> dict[str, tuple[int, int, int]]:
    """For each slug: flags rightly found, wrongly found, and missed."""
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for text in texts(part):
        right.update(text.found & text.flags)
        wrong.update(text.found - text.flags)
        missed.update((text.flags & {*SLUGS}) - text.found)
    return {slug: (right[slug], wrong[slug], missed[slug]) for slug in SLUGS}


@cache
def run(name: str) -> Measured:
    """A measured run, from its record."""
    record = json.loads(RUNS.read_text(encoding="utf-8"))[name]
    history = {loss: np.array(record["history"][loss]) for loss in LOSSES}
    epochs = tuple(record["epochs"])
    shots = [Snapshot(**{**shot, "confused": tuple(map(tuple, shot["confused"]))}) for shot in record["snapshots"]]
    return Measured(Run(record["source"], epochs, history, {}, {}, np.zeros((1, 2))), tuple(shots))
