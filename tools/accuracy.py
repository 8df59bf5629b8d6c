"""Grade the corpus of every assignment and write `docs/accuracy.md`: what the checks catch, miss, name, and how steady
they are.

python -m tools.accuracy                everything: each corpus three times, each reference 300 times; it goes
                                        on where an earlier call was interrupted
python -m tools.accuracy --rounds 1     the corpora once, with the page (`--references N`: the references N times)
python -m tools.accuracy --once         the corpora once, nothing written
python -m tools.accuracy --only losses  the entries of one task, once, nothing written
python -m tools.accuracy --assignment NAME   of one assignment, with any of these; nothing written
"""

from __future__ import annotations

import argparse
import importlib.util
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from rich.console import Console

from autograder.authoring.assignment import Assignment, assignments
from corpus.entries import CORPUS, EVIDENCE, REFERENCE, ROOT, entries, hand_in
from corpus.grading import KEPT, Graded, grade_entries, grade_kept, in_parallel
from tools.accuracy_words import (
    CHECKS,
    COLD,
    COUNTED,
    INTRODUCTION,
    MEANINGS,
    MISTAKES,
    RIGHT,
    SEEDS,
    STEADY,
)

PAGE = ROOT / "docs" / "accuracy.md"
CORPUS_ROUNDS = 3
REFERENCE_ROUNDS = 300
SPEED_ROUNDS = 5
out = Console(highlight=False)


# --- the reference, and the time of a grading ---------------------------------------------------------------


def grade_reference(assignment: Assignment, times: int) -> Counter[float | None]:
    """The scores of the reference solution, graded with seeds 0, 1, 2, …"""
    with tempfile.TemporaryDirectory() as scratch:
        submission = hand_in(REFERENCE, assignment, Path(scratch), EVIDENCE)
        title = f"the reference, {times} times"
        kept = [f"reference-{seed}" for seed in range(times)]
        results = in_parallel(grade_kept, title, [submission] * times, list(range(times)), kept)
        return Counter(result.score for result in results)


def speed(assignment: Assignment) -> list[float]:
    """The time of one cold grading over that of importing TensorFlow, pair by pair."""
    ratios = []
    with tempfile.TemporaryDirectory() as scratch:
        path = str(hand_in(REFERENCE, assignment, Path(scratch), EVIDENCE).path)
        for _ in range(SPEED_ROUNDS):
            grading = _seconds(sys.executable, "-m", "autograder", "grade", path, "--regrade")
            ratios.append(grading / _seconds(sys.executable, "-c", "import tensorflow"))
    return ratios


def _seconds(*command: str) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - started


# --- the page ---------------------------------------------------------------------------------------------


class Count(NamedTuple):
    """A line of what the page opens with: a short name, what it means, a count, and out of how many."""

    name: str
    meaning: str
    count: int
    total: int


def summary(graded: list[Graded]) -> list[Count]:
    """What the page opens with."""
    right = [item for item in graded if item.entry.right]
    wrong = [item for item in graded if not item.entry.right]
    known = [item for item in wrong if item.entry.misconceptions]
    counts = (
        (sum(item.lost(own=True) > 0 for item in right), len(right)),
        (sum(item.lost(own=True) == 0 for item in wrong), len(wrong)),
        (sum(item.lost(own=False) > 0 for item in graded), len(graded)),
        (sum(_unfair(item) for item in wrong), len(wrong)),
        (sum(bool(item.named & item.entry.misconceptions) for item in known), len(known)),
        (sum(not item.named for item in known), len(known)),
        (sum(bool(item.wrongly_named) for item in graded), len(graded)),
    )
    return [Count(*words, *found) for words, found in zip(MEANINGS, counts, strict=True)]


def _unfair(item: Graded) -> bool:
    return item.lost(own=True) != item.entry.loses


def _checks_table(graded: list[Graded]) -> Iterator[str]:
    """Each check: how many mistakes it catches, and how many nothing else catches."""
    checks = [(task, check) for task in graded[0].result.tasks for check in task.checks]
    yield "| task | check | points | mistakes caught | caught by nothing else |"
    yield "|---|---|---|---|---|"
    for task, check in checks:
        name = check.id.partition("::")[2]
        caught = [item for item in graded if not item.entry.right and name in item.failed]
        alone = [item for item in caught if item.failed == [name]]
        yield f"| {task.id} | `{name}` | {check.points:g} | {len(caught)} | {len(alone)} |"


def _mistakes_table(graded: list[Graded]) -> Iterator[str]:
    yield "| mistake | what it does | points lost | caught by | named |"
    yield "|---|---|---|---|---|"
    for item in graded:
        if not item.entry.right:
            checks = ", ".join(f"`{name}`" for name in item.failed)
            named = ", ".join(sorted(item.named)) or "–"
            yield (
                f"| {item.entry.name} | {item.entry.sentence.replace('|', '&#124;')} | {item.lost(own=True):g} "
                f"| {checks} | {named} |"
            )


def _median(ratios: list[float]) -> str:
    return f"{statistics.median(ratios):.2f}"


@dataclass(frozen=True)
class Measured:
    """An assignment's corpus, graded some times; the scores of its reference; times of cold gradings over imports."""

    assignment: Assignment
    rounds: list[list[Graded]]
    reference: Counter[float | None]
    ratios: list[float]


def page(measured: Sequence[Measured]) -> str:
    sections = "\n".join(map(section, measured))
    return f"# Accuracy\n\n{INTRODUCTION}\n\n{sections}"


def section(measured: Measured) -> str:
    """What the page says of one assignment; what is measured of it alone has a module of its own."""
    graded, rounds, reference = measured.rounds[0], measured.rounds, measured.reference
    ratios = measured.ratios
    changed = [items[0].entry.name for items in zip(*rounds, strict=True) if len({i.verdict for i in items}) > 1]
    counts = "\n".join(
        f"| {line.name} | {line.count} of {line.total} | {line.meaning} |" for line in summary(graded)
    )
    full = graded[0].result.max_score
    right = "\n".join(f"| {item.entry.name} | {item.entry.sentence} |" for item in graded if item.entry.right)
    own = f"tools.{measured.assignment.folder.name}"
    more = importlib.import_module(f"{own}.accuracy").sections() if importlib.util.find_spec(own) else ""
    return f"""## {measured.assignment.name}

{COUNTED}
{counts}
| entries that changed | {len(changed)} | {STEADY.format(len(rounds))} |
| full marks for the reference | {reference[full]} of {sum(reference.values())} | {SEEDS} |
| time of one grading | {_median(ratios)} times | {COLD.format(len(ratios))} |

{chr(10).join(f"Changed: {name}." for name in changed)}
### Checks

{CHECKS}

{chr(10).join(_checks_table(graded))}

### Mistakes

{MISTAKES}

{chr(10).join(_mistakes_table(graded))}

### Right answers

{RIGHT}

| answer | what it does |
|---|---|
{right}

{more}"""


def measure(assignment: Assignment, only: str | None, kept: str, rounds: int, references: int) -> Measured | None:
    """Grade an assignment's corpus, or the entries of one task; with a name, the rest as well. None: no such entry."""
    found = [
        entry for kind in ("right", "wrong") for entry in entries(kind, assignment) if only in (None, entry.task)
    ]
    if not found:
        return None
    titles = [f"{assignment.name}, {len(found)} answers, round {number}" for number in range(1, rounds + 1)]
    names = [f"{kept}-round-{number}" if kept else "" for number in range(1, rounds + 1)]
    graded = [grade_entries(found, title, name, assignment) for title, name in zip(titles, names, strict=True)]
    for line in summary(graded[0]):
        out.print(f"{line.name:45}{line.count:5} of {line.total}")
    out.print("\n".join(faults(graded[0])), style="bold")
    reference = grade_reference(assignment, references) if references else Counter[float | None]()
    return Measured(assignment, graded, reference, speed(assignment) if kept else [])


def faults(graded: list[Graded]) -> list[str]:
    return [f"{item.entry.name}: {fault}" for item in graded for fault in item.faults]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--once", action="store_true", help="the corpora once, nothing written")
    parser.add_argument("--only", metavar="TASK", help="the entries of one task, once, nothing written")
    parser.add_argument("--assignment", choices=[*assignments()], help="of this assignment; nothing written")
    parser.add_argument("--rounds", type=int, default=CORPUS_ROUNDS, help="gradings of the whole corpus")
    parser.add_argument("--references", type=int, default=REFERENCE_ROUNDS, help="gradings of the reference")
    options = parser.parse_args()
    once = options.once or options.only
    rounds, references = (1, 0) if once else (options.rounds, options.references)
    chosen = [one for name, one in assignments().items() if options.assignment in (None, name)]
    measured = [
        found
        for one in chosen
        if (found := measure(one, options.only, "" if once else one.name, rounds, references)) is not None
    ]
    if not measured:
        raise SystemExit(f"No entry of task {options.only} stands in {CORPUS}.")
    for one in measured if not once else []:
        out.print(f"{one.assignment.name}: reference {dict(one.reference)}; speed ratio {_median(one.ratios)}")
    if not once and options.assignment is None:
        PAGE.write_text(page(measured), encoding="utf-8")
        shutil.rmtree(KEPT)
        out.print(f"wrote {PAGE.name}")
    raise SystemExit(1 if any(faults(one.rounds[0]) for one in measured) else 0)


if __name__ == "__main__":
    main()
