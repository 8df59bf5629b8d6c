"""The corpus of texts, and how well the pre-reading finds what a careful marker would want to be shown.

python -m tools.vae_digits.texts                            what is found, found wrongly and missed
python -m tools.vae_digits.texts --measure NAME=EVIDENCE    measure a run that texts speak of, and write it to runs.json

A text opens with `Run:`, the run that it speaks of, and `Flags:`, the slugs that it deserves. `first/` is the set that
the rules were written on, `second/` one by a writer who set out to slip past them, `third/` one of half honest and
half mistaken texts on a run of numbers made up for the purpose (`brief`). Their writers did not see the rules.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import numpy as np

from autograder.assignments.vae_digits.reading import SLUGS, Remark, pre_read
from autograder.assignments.vae_digits.run import LOSSES, Measured, Run, Snapshot, measure
from autograder.evidence import read_file
from tools.corpus import corpus_folder

FOLDER = corpus_folder("texts")
RUNS = FOLDER / "runs.json"
PARTS = ("first", "second", "third")


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
        yield Text(path, flags, words, tuple(pre_read(words, run(fields["Run"]))))


def counts(part: str) -> dict[str, tuple[int, int, int]]:
    """For each slug: flags rightly found, wrongly found, and missed."""
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for text in texts(part):
        right.update(text.found & text.flags)
        wrong.update(text.found - text.flags)
        missed.update(text.flags - text.found)
    return {slug: (right[slug], wrong[slug], missed[slug]) for slug in SLUGS}


@cache
def run(name: str) -> Measured:
    """A measured run, from its record."""
    record = json.loads(RUNS.read_text(encoding="utf-8"))[name]
    history = {loss: np.array(record["history"][loss]) for loss in LOSSES}
    epochs = tuple(record["epochs"])
    shots = [Snapshot(**{**shot, "confused": tuple(map(tuple, shot["confused"]))}) for shot in record["snapshots"]]
    return Measured(Run(record["source"], epochs, history, {}, {}, np.zeros((1, 2))), tuple(shots))


def record(evidence: Path) -> dict[str, object]:
    """What a text can be held against of the run in an evidence file."""
    measured = Run.read(read_file(evidence, 12))
    result = measure(measured)
    return {
        "source": measured.source,
        "epochs": list(measured.epochs),
        "history": {name: [round(float(value), 4) for value in measured.history[name]] for name in LOSSES},
        "snapshots": [asdict(shot) for shot in result.snapshots],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", metavar="NAME=EVIDENCE", action="append", default=[])
    options = parser.parse_args()
    if options.measure:
        known = json.loads(RUNS.read_text(encoding="utf-8")) if RUNS.exists() else {}
        known |= {name: record(Path(path)) for name, path in (one.split("=", 1) for one in options.measure)}
        RUNS.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
        return
    for part in PARTS:
        for text in texts(part):
            for slug in sorted(text.found ^ text.flags):
                quotes = [remark.quote for remark in text.remarks if remark.slug == slug]
                print(
                    f"{part}/{text.path.stem}: {'wrongly' if quotes or slug in text.found else 'missed'} {slug} {quotes}"
                )
        print(part, {slug: found for slug, found in counts(part).items() if any(found)})


if __name__ == "__main__":
    main()
