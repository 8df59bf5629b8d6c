"""The corpus of texts, and how well the rules find the claims that a careful marker would want to be shown.

python -m tools.vae_digits.texts                            what is found, found wrongly and missed
python -m tools.vae_digits.texts --measure NAME=EVIDENCE    measure a run that texts speak of, and write it to runs.json
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from autograder.assignments.vae_digits.given_constants import LOSSES
from autograder.assignments.vae_digits.training_run import Run, measure
from autograder.handin.evidence_arrays import read_file
from corpus.texts import PARTS, RUNS, counts, left_to_the_marker, texts


def record(evidence: Path) -> dict[str, object]:
    """What is measured of the run in an evidence file, for texts to be compared with."""
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
        found = {slug: found for slug, found in counts(part).items() if any(found)}
        print(part, found, "left to the marker:", left_to_the_marker(part))


if __name__ == "__main__":
    main()
