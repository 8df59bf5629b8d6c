"""What a grading under Landlock takes over one under bubblewrap: a part of `tools.bench`."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from autograder.grading.settings import Settings
from autograder.grading.submission import grade_anew, new_sandbox
from autograder.handin.find_submissions import find_submissions
from autograder.records.guarantees import Guarantee
from autograder.records.settings import Kind
from corpus.entries import example_assignment
from tools.bench_grading import GRADE, fresh_course, kit_course, ratio, seconds

ROUNDS = 5
WARM = 7  # gradings of a round by each warm worker; the first is left out
KINDS = (Kind.BWRAP, Kind.LANDLOCK)
HEADING = "Landlock"


def landlock() -> dict[str, float]:
    """Seconds of one notebook under each sandbox: by a command of its own, and by a worker that is warm."""
    accepted = [word for one in Guarantee for word in ("--without", one.value)]
    with fresh_course(kit_course, 1) as course:
        found = {
            f"cold, {kind.value}": seconds(
                *GRADE, "--no-gradebook", "--sandbox", kind.value, *accepted, cwd=course
            )
            for kind in KINDS
        }
        return found | _warm(course / "submitted")


def _warm(submitted: Path) -> dict[str, float]:
    """The median of the seconds by a warm worker, under each sandbox in turn. Stops where their points differ."""
    (submission,) = find_submissions(submitted, example_assignment())
    took: dict[Kind, list[float]] = {kind: [] for kind in KINDS}
    points = set()
    with ExitStack() as stack:
        settings = {kind: Settings(kind) for kind in KINDS}
        sandboxes = {
            kind: stack.enter_context(new_sandbox(submission.assignment, settings[kind])) for kind in KINDS
        }
        for _ in range(WARM):
            for kind in KINDS:
                began = time.perf_counter()
                points.add(grade_anew(submission, settings[kind], sandboxes[kind]).score)
                took[kind].append(time.perf_counter() - began)
    if len(points) > 1 or None in points:
        raise SystemExit(f"The sandboxes give different points: {points}.")
    return {f"warm, {kind.value}": statistics.median(took[kind][1:]) for kind in KINDS}


PARTS: dict[str, tuple[Callable[[], dict[str, float]], int]] = {"landlock": (landlock, ROUNDS)}


def section(rounds: list[dict[str, float]]) -> str:
    """What docs/performance.md says of it."""
    names = [f"{how}, {kind.value}" for how in ("cold", "warm") for kind in KINDS]
    cold, warm = ratio(rounds, names[1], names[0]), ratio(rounds, names[3], names[2])
    middle = {name: statistics.median(one[name] for one in rounds) for name in names}
    return f"""## {HEADING}

One right notebook under `--sandbox landlock` and under `--sandbox bwrap`, in turn; median of {len(rounds)} rounds
(from–to). A warm worker grades it {WARM - 1} times in each.

| | Landlock's time over bubblewrap's | seconds: bubblewrap, Landlock |
|---|---|---|
| by a command of its own, cold | {cold} | {middle[names[0]]:.2f}, {middle[names[1]]:.2f} |
| by a worker that is warm | {warm} | {middle[names[2]]:.2f}, {middle[names[3]]:.2f} |
"""
