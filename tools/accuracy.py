"""Grade the whole corpus and write `docs/accuracy.md`: what the checks catch, miss, name, and how steady they are.

python -m tools.accuracy                everything: the corpus three times, the reference 300 times; it goes
                                        on where an earlier call was interrupted
python -m tools.accuracy --rounds 1     the corpus once, with the page (`--references N`: the reference N times)
python -m tools.accuracy --once         the corpus once, nothing written
python -m tools.accuracy --only losses  the entries of one task, once, nothing written
"""

from __future__ import annotations

import argparse
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

from rich.console import Console

from autograder.assignment import Assignment, assignments
from autograder.grade import Settings
from autograder.intake import Submission
from autograder.results import Outcome, SubmissionResult
from autograder.sandbox import Kind, choose
from autograder.store import Store, key
from tools.corpus import CORPUS, EVIDENCE, Entry, entries, hand_in
from tools.grading import grade_warm, in_parallel
from tools.simulate import simulate
from tools.texts import PARTS, counts, texts

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "accuracy.md"
KEPT = ROOT / ".vaekit" / "accuracy"  # gradings of a call that was interrupted
NAME = "vae-digits"
REFERENCE = Entry(Path("reference/solution"), True, "", "", frozenset(), 0.0, (), ())  # no cell is replaced
CORPUS_ROUNDS = 3
REFERENCE_ROUNDS = 300
SIMULATED_ROUNDS = 1000
SPEED_ROUNDS = 5
out = Console(highlight=False)


@dataclass(frozen=True)
class Graded:
    """An entry and what came of it."""

    entry: Entry
    result: SubmissionResult

    @property
    def failed(self) -> list[str]:
        """The checks that did not pass, without their file names."""
        checks = (check for task in self.result.tasks for check in task.checks)
        return [check.id.partition("::")[2] for check in checks if check.outcome is not Outcome.PASSED]

    @property
    def named(self) -> set[str]:
        checks = (check for task in self.result.tasks for check in task.checks)
        return {check.misconception for check in checks if check.misconception}

    def lost(self, *, own: bool) -> float:
        """Points lost in the entry's own task, or in all others."""
        tasks = (task for task in self.result.tasks if (task.id == self.entry.task) is own)
        return sum(task.points - task.earned for task in tasks)

    @property
    def verdict(self) -> tuple[object, ...]:
        """What must not change from one grading to the next."""
        return self.result.score, tuple(self.failed), tuple(sorted(self.named))

    @property
    def faults(self) -> list[str]:
        """How this result differs from what the entry says."""
        if self.result.reason:
            return [f"not graded: {self.result.reason}"]
        found = []
        if self.lost(own=False):
            found.append(f"{self.lost(own=False):g} points lost outside its task")
        if self.entry.right and self.lost(own=True):
            found.append(f"right, but rejected by {', '.join(self.failed)}")
        if not self.entry.right and not self.lost(own=True):
            found.append("wrong, but accepted")
        elif not self.entry.right and self.lost(own=True) != self.entry.loses:
            found.append(f"loses {self.lost(own=True):g} where {self.entry.loses:g} is fair")
        if self.wrongly_named:
            found.append(f"wrongly named {', '.join(sorted(self.wrongly_named))}")
        return found

    @property
    def wrongly_named(self) -> set[str]:
        return self.named - self.entry.misconceptions


# --- grading, in warm workers: the corpus trusts itself -----------------------------------------------------


def _grade(submission: Submission, seed: int | None = None, kept: str = "") -> SubmissionResult:
    """Grade, or take what an earlier call kept under that name, if it was interrupted and no code has changed."""
    settings = Settings(choose(Kind.AUTO), seed=seed)
    if not kept:
        return grade_warm(submission, settings)
    store, name = Store(KEPT / kept), key(submission, settings.sandbox, settings.limits)
    result = store.get(name)
    if result is None:
        result = grade_warm(submission, settings)
        store.put(name, result)
    return result


def grade_entries(found: Sequence[Entry], title: str, kept: str = "") -> list[Graded]:
    """Every entry graded once, in the order of `found`; with a name, what is done outlives an interruption."""
    assignment = assignments()[NAME]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        submissions = [hand_in(entry, assignment, folder, EVIDENCE) for entry in found]
        count = len(submissions)
        results = list(in_parallel(_grade, title, submissions, [None] * count, [kept] * count))
    return [Graded(entry, result) for entry, result in zip(found, results, strict=True)]


def grade_reference(assignment: Assignment, times: int) -> Counter[float | None]:
    """The scores of the reference solution, graded with seeds 0, 1, 2, …"""
    with tempfile.TemporaryDirectory() as scratch:
        submission = hand_in(REFERENCE, assignment, Path(scratch), EVIDENCE)
        title = f"the reference, {times} times"
        kept = [f"reference-{seed}" for seed in range(times)]
        results = in_parallel(_grade, title, [submission] * times, list(range(times)), kept)
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


def summary(graded: list[Graded]) -> list[tuple[str, int, int]]:
    """What the page opens with: a line, a count, and out of how many."""
    right = [item for item in graded if item.entry.right]
    wrong = [item for item in graded if not item.entry.right]
    known = [item for item in wrong if item.entry.misconceptions]
    return [
        ("right answers rejected", sum(item.lost(own=True) > 0 for item in right), len(right)),
        ("wrong answers accepted", sum(item.lost(own=True) == 0 for item in wrong), len(wrong)),
        ("points lost outside the mistake's task", sum(item.lost(own=False) > 0 for item in graded), len(graded)),
        ("points lost differ from the entry's", sum(_unfair(item) for item in wrong), len(wrong)),
        (
            "known misconceptions named",
            sum(bool(item.named & item.entry.misconceptions) for item in known),
            len(known),
        ),
        ("known misconceptions not named", sum(not item.named for item in known), len(known)),
        ("wrongly named", sum(bool(item.wrongly_named) for item in graded), len(graded)),
    ]


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


def texts_section() -> str:
    """What the pre-reading of the two texts finds, on each set of texts."""
    found = [counts(part) for part in PARTS]
    rows = "\n".join(
        f"| {slug} | {' | '.join(str(n) for part in found for n in part[slug])} |" for slug in found[0]
    )
    sums = (sum(row[i] for row in part.values()) for part in found for i in range(3))
    sizes = [sum(1 for _ in texts(part)) for part in PARTS]
    heads = " | ".join(f"{part} set: found | wrongly | missed" for part in PARTS)
    return f"""## The pre-reading of the texts

{sum(sizes)} texts, right and wrong, read against the runs that they speak of. The rules were written with the first set
of {sizes[0]} in view and changed with the second of {sizes[1]} and the third of {sizes[2]} in view. The second set's
writer set out to slip past them. `docs/log.md` has the figures at first sight.

| flag | {heads} |
|---|{"---|" * 3 * len(PARTS)}
{rows}
| all | {" | ".join(map(str, sums))} |
"""


def _median(ratios: list[float]) -> str:
    return f"{statistics.median(ratios):.2f}"


def page(
    rounds: list[list[Graded]], reference: Counter[float | None], ratios: list[float], simulated: Counter[str]
) -> str:
    graded = rounds[0]
    changed = [items[0].entry.name for items in zip(*rounds, strict=True) if len({i.verdict for i in items}) > 1]
    counts = "\n".join(f"| {line} | {count} of {total} |" for line, count, total in summary(graded))
    full = graded[0].result.max_score
    right = "\n".join(f"| {item.entry.name} | {item.entry.sentence} |" for item in graded if item.entry.right)
    return f"""# Accuracy

Written by `make accuracy`, which grades every answer of `tests/corpus/` as a submission.

| | |
|---|---|
{counts}

## Stability

| | |
|---|---|
| the reference solution graded with {sum(reference.values())} seeds: full marks | {reference[full]} times |
| the corpus graded {len(rounds)} times: entries whose verdict, points or names changed | {len(changed)} |
| a cold grading's time over `python -c "import tensorflow"`, median of {len(ratios)} | {_median(ratios)} |

The statistical checks, on right answers drawn in numpy {SIMULATED_ROUNDS} times (`python -m tools.simulate`). Each
states its derived chance of failing a right answer beside it in the source: seven standard errors or more, 2.6e-12
a comparison for a normal statistic; kurtoses have heavier tails and get as many of their own standard errors.

| check | right answers failed |
|---|---|
{chr(10).join(f"| `{name}` | {count} of {SIMULATED_ROUNDS} |" for name, count in simulated.items())}
{chr(10).join(f"Changed: {name}." for name in changed)}
## Checks

A check that catches nothing alone is a second witness: it makes the message for a mistake plainer, or gives the
points of a mistake their weight.

{chr(10).join(_checks_table(graded))}

## Mistakes

{chr(10).join(_mistakes_table(graded))}

{texts_section()}
## Right answers

| answer | what it does |
|---|---|
{right}
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--once", action="store_true", help="the corpus once, nothing written")
    parser.add_argument("--only", metavar="TASK", help="the entries of one task, once, nothing written")
    parser.add_argument("--rounds", type=int, default=CORPUS_ROUNDS, help="gradings of the whole corpus")
    parser.add_argument("--references", type=int, default=REFERENCE_ROUNDS, help="gradings of the reference")
    options = parser.parse_args()
    if not EVIDENCE.exists():
        raise SystemExit(f"{EVIDENCE} is missing: run `python -m tools.examples` first.")
    found = [entry for entry in (*entries("right"), *entries("wrong")) if options.only in (None, entry.task)]
    if not found:
        raise SystemExit(f"No entry of task {options.only} stands in {CORPUS}.")
    whole = not (options.once or options.only)
    first = grade_entries(found, f"the corpus, {len(found)} answers", "round-1" if whole else "")
    for line, count, total in summary(first):
        out.print(f"{line:45}{count:5} of {total}")
    faults = [f"{item.entry.name}: {fault}" for item in first for fault in item.faults]
    out.print("\n".join(faults), style="bold")
    if whole:
        again = range(2, options.rounds + 1)
        rounds = [first, *(grade_entries(found, f"again, round {n}", f"round-{n}") for n in again)]
        assignment = assignments()[NAME]
        reference, ratios = grade_reference(assignment, options.references), speed(assignment)
        content = page(rounds, reference, ratios, simulate(SIMULATED_ROUNDS))
        PAGE.write_text(content, encoding="utf-8")
        shutil.rmtree(KEPT)
        out.print(f"reference: {dict(reference)}; speed ratio {_median(ratios)}; wrote {PAGE.name}")
    raise SystemExit(1 if faults else 0)


if __name__ == "__main__":
    main()
