"""What the results of a class say: where points were lost, which mistakes are shared, what a check is worth.

From stored results alone; nothing is graded here. What has no result that holds is named, and counted nowhere.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import StatisticsError, correlation, median
from typing import Any

from autograder.assignment import Assignment, Task
from autograder.exhibits import Exhibit
from autograder.grade import Stand, Standing
from autograder.results import CheckResult, Outcome, SubmissionResult, TaskResult
from autograder.similarity import Comparison

SCHEMA = 1
_MOST_MESSAGES = 4  # told of each check; how many more there are is told, too
_NUMBER = re.compile(r"[-−+]?\d[\d.,]*(?:e[-+]?\d+)?")
_REMEDY = {
    Standing.STALE: "It was graded, but its files, the checks or the limits have changed since.",
    Standing.MISSING: "It has not been graded yet.",
}


@dataclass(frozen=True, slots=True)
class Words:
    """A message, and who got it; messages that differ in their numbers alone are one."""

    text: str
    students: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check in the class: how many submissions ended with which outcome, the points that they `lost` in it, and
    `separation`, the item–rest point-biserial correlation, -1 to 1 (None where it can't be computed).
    """

    id: str
    sentence: str
    points: float
    passed: int
    failed: int
    unanswered: int
    lost: float
    separation: float | None
    words: tuple[Words, ...]
    more_words: int

    @property
    def count(self) -> int:
        return self.passed + self.failed + self.unanswered

    @property
    def tells_nothing(self) -> bool:
        """Whether everybody passed, or nobody."""
        return self.passed in (0, self.count)


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task in the class: `full` is how many lost nothing, `untouched` how many have nothing there to check;
    `separation` the item–rest correlation of its points.
    """

    id: str
    heading: str
    points: float
    mean: float
    full: int
    untouched: int
    lost: float
    lost_share: float  # of all points that the class lost
    separation: float | None
    checks: tuple[CheckLine, ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake that the checks recognised (`slug`), or a message without a name (None): its text, how a student read it
    (`example`), who made it, in which tasks and checks (their sentences), and the points that these cost the class.
    """

    slug: str | None
    text: str
    example: str
    students: tuple[str, ...]
    tasks: tuple[str, ...]
    checks: tuple[str, ...]
    lost: float


@dataclass(frozen=True, slots=True)
class Wanting:
    """A submission that is counted nowhere, and why."""

    student: str
    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class Picture:
    student: str
    score: float
    exhibit: Exhibit


@dataclass(frozen=True, slots=True)
class Gallery:
    """The class's pictures of one kind, fewest points first, and the students of whom there is none."""

    title: str
    pictures: tuple[Picture, ...]
    without: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClassReport:
    """What a class's results say; `scores` are points by student, of `max_score`, of those that count."""

    assignment: str
    max_score: float
    manual_max: float
    handed_in: int
    scores: Mapping[str, float]
    tasks: tuple[TaskLine, ...]
    mistakes: tuple[Mistake, ...]
    unnamed: tuple[Mistake, ...]
    wanting: tuple[Wanting, ...]
    galleries: tuple[Gallery, ...]
    undrawn: tuple[str, ...]  # graded, but nothing was drawn of them yet
    comparison: Comparison | None = None

    @property
    def median(self) -> float | None:
        return median(self.scores.values()) if self.scores else None

    @property
    def most_shared(self) -> list[Mistake]:
        """Every mistake, recognised or not, the one that most share first."""
        return sorted([*self.mistakes, *self.unnamed], key=lambda mistake: -len(mistake.students))

    def as_json(self) -> dict[str, Any]:
        record = asdict(self)
        for gallery in record["galleries"]:
            gallery["pictures"] = [picture["student"] for picture in gallery["pictures"]]
        pairs = [] if self.comparison is None else record["comparison"]["pairs"]
        for pair in pairs:
            pair.pop("passage")
        return {"schema": SCHEMA, **record, "median": self.median}


def class_report(
    assignment: Assignment,
    stands: Sequence[Stand],
    drawn: Mapping[str, Sequence[Exhibit] | None],
    comparison: Comparison | None = None,
) -> ClassReport:
    """The report of a class from where its submissions stand; `drawn` are the comparable pictures by student, None
    where nothing was drawn yet.
    """
    results = [result for _, standing, result in stands if standing is Standing.GRADED and result is not None]
    counted = {result.student: float(result.score or 0.0) for result in results}
    tasks = tuple(_task_lines(assignment, results))
    named = [
        (result, task, check)
        for result in results
        for task in result.tasks
        for check in task.checks
        if check.outcome is not Outcome.PASSED
    ]
    return ClassReport(
        assignment=assignment.name,
        max_score=assignment.max_score,
        manual_max=assignment.manual_max,
        handed_in=len(stands),
        scores=counted,
        tasks=tasks,
        mistakes=_mistakes(assignment, [one for one in named if one[2].misconception]),
        unnamed=_mistakes(assignment, [one for one in named if not one[2].misconception]),
        wanting=tuple(_wanting(stands)),
        galleries=tuple(_galleries(counted, drawn)),
        undrawn=tuple(student for student in counted if drawn.get(student) is None),
        comparison=comparison,
    )


def _wanting(stands: Iterable[Stand]) -> Iterator[Wanting]:
    for submission, standing, result in stands:
        if standing is not Standing.GRADED:
            reason = result.reason if result is not None else None
            yield Wanting(submission.student, standing.value, reason or _REMEDY.get(standing, ""))


# --- tasks and checks -------------------------------------------------------------------------------------------


def _task_lines(assignment: Assignment, results: Sequence[SubmissionResult]) -> Iterator[TaskLine]:
    everything = math.fsum(assignment.max_score - (result.score or 0.0) for result in results)
    for task in assignment.tasks:
        own = [(result, one) for result in results for one in result.tasks if one.id == task.id]
        lost = math.fsum(task.points - one.earned for _, one in own)
        yield TaskLine(
            id=task.id,
            heading=task.heading or task.id,
            points=task.points,
            mean=task.points - lost / len(own) if own else 0.0,
            full=sum(one.earned >= task.points for _, one in own),
            untouched=sum(_untouched(one) for _, one in own),
            lost=lost,
            lost_share=lost / everything if everything else 0.0,
            separation=separation([(one.earned, (result.score or 0.0) - one.earned) for result, one in own]),
            checks=tuple(_check_lines(own)),
        )


def _untouched(task: TaskResult) -> bool:
    return all(check.outcome is Outcome.BLOCKED for check in task.checks)


def _check_lines(own: Sequence[tuple[SubmissionResult, TaskResult]]) -> Iterator[CheckLine]:
    """A line for each check, in the order of the first result that has it."""
    by_check: dict[str, list[tuple[SubmissionResult, CheckResult]]] = defaultdict(list)
    for result, task in own:
        for check in task.checks:
            by_check[check.id].append((result, check))
    for name, found in by_check.items():
        outcomes = Counter(check.outcome for _, check in found)
        words = _words((result.student, check) for result, check in found)
        yield CheckLine(
            id=name,
            sentence=found[0][1].sentence,
            points=found[0][1].points,
            passed=outcomes[Outcome.PASSED],
            failed=outcomes[Outcome.FAILED] + outcomes[Outcome.TIMEOUT],
            unanswered=outcomes[Outcome.BLOCKED],
            lost=math.fsum(check.points - check.earned for _, check in found),
            separation=separation(
                [(check.earned, (result.score or 0.0) - check.earned) for result, check in found]
            ),
            words=words[:_MOST_MESSAGES],
            more_words=len(words[_MOST_MESSAGES:]),
        )


def separation(pairs: Sequence[tuple[float, float]]) -> float | None:
    """The correlation of an item's points with the points of all the rest, -1 to 1: for an item that is passed or
    failed, the item–rest point-biserial correlation. None where either is the same for everybody.
    """
    try:
        return correlation(*zip(*pairs, strict=True))
    except (StatisticsError, TypeError):  # constant, or fewer than two
        return None


def _words(found: Iterable[tuple[str, CheckResult]]) -> tuple[Words, ...]:
    """The messages of checks that were not passed, the most frequent first."""
    texts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for student, check in found:
        if check.outcome is not Outcome.PASSED:
            texts[_without_numbers(check.message)].append((student, check.message))
    alike = [Words(same[0][1], tuple(student for student, _ in same)) for same in texts.values()]
    return tuple(sorted(alike, key=lambda words: -len(words.students)))


def _without_numbers(message: str) -> str:
    return _NUMBER.sub("#", message)


# --- mistakes ---------------------------------------------------------------------------------------------------

_Lost = tuple[SubmissionResult, TaskResult, CheckResult]


def _mistakes(assignment: Assignment, lost: Sequence[_Lost]) -> tuple[Mistake, ...]:
    """The mistakes in these checks by the number of students who share them; those without a name by their message."""
    groups: dict[str, list[_Lost]] = defaultdict(list)
    for one in lost:
        groups[one[2].misconception or _without_numbers(one[2].message)].append(one)
    found = [_mistake(assignment, group) for group in groups.values()]
    return tuple(sorted(found, key=lambda mistake: (-len(mistake.students), -mistake.lost)))


def _mistake(assignment: Assignment, group: Sequence[_Lost]) -> Mistake:
    slug, example = group[0][2].misconception, group[0][2].message
    return Mistake(
        slug=slug,
        text=(assignment.explain(slug) if slug else None) or slug or example,
        example=example,
        students=tuple(dict.fromkeys(result.student for result, _, _ in group)),
        tasks=tuple(dict.fromkeys(_heading(assignment.task(task.id)) for _, task, _ in group)),
        checks=tuple(dict.fromkeys(check.sentence for _, _, check in group)),
        lost=math.fsum(check.points - check.earned for _, _, check in group),
    )


def _heading(task: Task) -> str:
    return task.heading or task.id


# --- pictures ---------------------------------------------------------------------------------------------------


def _galleries(scores: Mapping[str, float], drawn: Mapping[str, Sequence[Exhibit] | None]) -> Iterator[Gallery]:
    """A gallery for each kind of picture."""
    kinds: dict[str, dict[str, Picture]] = defaultdict(dict)
    for student, score in scores.items():
        for exhibit in drawn.get(student) or ():
            kinds[exhibit.title].setdefault(student, Picture(student, score, exhibit))
    for title, pictures in kinds.items():
        ordered = sorted(pictures.values(), key=lambda picture: (picture.score, picture.student))
        without = (student for student in scores if student not in pictures and drawn.get(student) is not None)
        yield Gallery(title, tuple(ordered), tuple(without))
