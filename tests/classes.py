"""A class of any size whose results were stored: made of the kit's own records, as a grading leaves them."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
from answers import NAME
from PIL import Image

from autograder.authoring.assignment import Task, assignments
from autograder.classreport.class_statistics import class_report
from autograder.classreport.records import ClassReport
from autograder.classreport.similarity import Comparison, Pair
from autograder.grading.status import GradingState, GradingStatus
from autograder.handin.submission import Submission
from autograder.records.exhibit import Exhibit
from autograder.records.marking.marks import Agreement, MarkedText
from autograder.records.outcomes import Outcome
from autograder.records.results import CheckResult, SubmissionResult, TaskResult

ASSIGNMENT = assignments()[NAME]
SLUGS = ("log-variance-as-standard-deviation", "pixel-mean", "kl-missing-half", "batch-sum", None)
EASY, HARD, ODD = "always", "never", "upside_down"  # checks that everybody, nobody, and only the weak pass
HOSTILE = "</td></script><script>window.owned = 1</script><img src=x onerror='window.owned = 2'>{{ 7 * 7 }}\"'&"


def submission(student: str) -> Submission:
    folder = Path("submitted") / student / NAME
    return Submission(ASSIGNMENT, student, folder, folder / f"{NAME}.ipynb")


def check(name: str, points: float, outcome: Outcome, message: str = "", slug: str | None = None) -> CheckResult:
    earned = points if outcome is Outcome.PASSED else 0.0
    return CheckResult(name, f"The sentence of `{name}`.", points, earned, outcome, message, slug)


def result(student: str, tasks: dict[str, list[CheckResult]], reason: str | None = None) -> SubmissionResult:
    """A result with the checks that are given, and nothing for the tasks that are not."""
    found = tuple(TaskResult(task.id, task.points, tuple(tasks.get(task.id, ()))) for task in ASSIGNMENT.tasks)
    path = str(submission(student).path)
    return SubmissionResult(student, path, reason, ASSIGNMENT.max_score, ASSIGNMENT.manual_max, 1.0, found)


def graded(*results: SubmissionResult) -> list[GradingStatus]:
    return [GradingStatus(submission(one.student), GradingState.GRADED, one) for one in results]


def class_of(count: int, seed: int = 1) -> list[GradingStatus]:
    """A class of which each student has an ability, and each check a difficulty; some did nothing of a task."""
    rng = np.random.default_rng(seed)
    return graded(*(_student(f"student-{number:03}", rng.normal(), rng) for number in range(count)))


def _student(name: str, ability: float, rng: np.random.Generator) -> SubmissionResult:
    tasks = {task.id: _checks(task, ability, rng) for task in ASSIGNMENT.tasks}
    if ability < -1.5:
        last = ASSIGNMENT.tasks[-1].id
        tasks[last] = [
            replace(one, earned=0.0, outcome=Outcome.BLOCKED, message="Not written yet.") for one in tasks[last]
        ]
    return result(name, tasks)


def _checks(task: Task, ability: float, rng: np.random.Generator) -> list[CheckResult]:
    names = [EASY, HARD, ODD, *(f"check_{number}" for number in range(5))]
    found = []
    for number, name in enumerate(names):
        luck = ability + 0.5 * rng.normal()
        passed = {EASY: True, HARD: False, ODD: luck < 0}.get(name, luck > 0.4 * (number - 5))
        slug = SLUGS[number % len(SLUGS)]
        message = "" if passed else f"z: expected 2.0, but got {rng.normal():.3f}."
        outcome = Outcome.PASSED if passed else Outcome.FAILED
        found.append(
            check(
                f"test_{task.id}.py::{name}", task.points / len(names), outcome, message, None if passed else slug
            )
        )
    return found


def picture(seed: int, width: int = 1260, height: int = 470) -> bytes:
    """As large and as hard to compress as a figure with a thousand points."""
    rng = np.random.default_rng(seed)
    pixels = np.full((height, width, 3), 255, np.uint8)
    rows, columns = rng.integers(0, height - 3, 3000), rng.integers(0, width - 3, 3000)
    colours = rng.integers(0, 255, (3000, 3))
    for row, column, colour in zip(rows, columns, colours, strict=True):
        pixels[row : row + 3, column : column + 3] = colour
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, format="PNG")
    return buffer.getvalue()


def pictures_of(statuses: list[GradingStatus]) -> dict[str, list[Exhibit]]:
    """Two pictures of every student; those of a kind hold the same points."""
    kinds = {title: picture(seed) for seed, title in enumerate(("Latent space", "Generated digits"))}
    return {
        one.student: [Exhibit(title, png, f"{title}: a picture.", comparable=True) for title, png in kinds.items()]
        for one in statuses
    }


def hostile_report() -> ClassReport:
    """Whatever a student can bring in is a script: name, messages, code, reasons."""
    statuses = graded(
        result(f"eve{HOSTILE}", {"sampling": [check("a", 15, Outcome.FAILED, f"`{HOSTILE}` came.")]}),
        result("ada", {"sampling": [check("a", 15, Outcome.FAILED, f"{HOSTILE} came.", "pixel-mean")]}),
    )
    statuses.append(
        GradingStatus(submission(HOSTILE), GradingState.ATTENTION, result("x", {}, f"{HOSTILE} is empty."))
    )
    pair = Pair((f"eve{HOSTILE}", "ada"), 0.9, 0.8, f"x = 1  # {HOSTILE}")
    comparison = Comparison((pair,), 2, {HOSTILE: f"{HOSTILE} is long."})
    return class_report(ASSIGNMENT, statuses, pictures_of(statuses[:2]), comparison, texts=marked_texts(HOSTILE))


def marked_texts(reader: str) -> list[MarkedText]:
    """A text that two markers and a second reader have read, and one of which nothing is known."""
    agreed = (Agreement("right", 6, 5 / 6, 0.75), Agreement("clear", 6, 1.0, None))
    titles = {"right": "Right conclusion", "clear": "Clear language"}
    first = MarkedText("latent-writeup", "Task 3A: the latent space", 6, 2, titles, 1, agreed, {reader: agreed})
    return [first, MarkedText("digits-writeup", "Task 3B: digits", problem=f"{HOSTILE} is no rubric.")]
