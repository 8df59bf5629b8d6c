"""What the results of a class say: where points were lost, which mistakes are shared, what a check is worth.

From stored results alone; nothing is graded here. A submission whose result does not hold, or that has none, is named and
counted nowhere.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import StatisticsError, correlation

from autograder.authoring.assignment import Assignment, Task
from autograder.classreport.records import (
    CheckLine,
    ClassReport,
    Gallery,
    Mistake,
    NotCounted,
    Picture,
    SharedMessage,
    TaskLine,
)
from autograder.classreport.similarity import Comparison
from autograder.grading.status import GradingState, GradingStatus
from autograder.records.exhibit import Exhibit
from autograder.records.marking.marks import MarkedText
from autograder.records.outcomes import Outcome
from autograder.records.results import CheckResult, SubmissionResult, TaskResult

_MOST_MESSAGES = 4  # told of each check; how many more there are is told, too
_NUMBER = re.compile(r"[-−+]?\d[\d.,]*(?:e[-+]?\d+)?")


def class_report(
    assignment: Assignment,
    statuses: Sequence[GradingStatus],
    drawn: Mapping[str, Sequence[Exhibit] | None],
    comparison: Comparison | None = None,
    shared: Sequence[str] = (),
    texts: Sequence[MarkedText] = (),
) -> ClassReport:
    """The report of a class from the status of each submission; `drawn` are the comparable pictures by student, None
    where nothing was drawn yet.
    """
    results = [one.result for one in statuses if one.state is GradingState.GRADED and one.result is not None]
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
        handed_in=len(statuses),
        scores=counted,
        tasks=tasks,
        mistakes=_mistakes(assignment, [one for one in named if one[2].misconception]),
        unnamed=_mistakes(assignment, [one for one in named if not one[2].misconception]),
        wanting=tuple(_not_counted(statuses)),
        galleries=tuple(_galleries(counted, drawn)),
        undrawn=tuple(student for student in counted if drawn.get(student) is None),
        comparison=comparison,
        shared=tuple(shared),
        texts=tuple(texts),
    )


def _not_counted(statuses: Iterable[GradingStatus]) -> Iterator[NotCounted]:
    for one in statuses:
        if one.state is not GradingState.GRADED:
            reason = one.result.reason if one.result is not None else None
            yield NotCounted(one.student, one.state.value, reason or one.state.explanation)


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
            by_check[check.id].append((result, replace(check, message=task.told(check))))
    for name, found in by_check.items():
        outcomes = Counter(check.outcome for _, check in found)
        words = _shared_messages((result.student, check) for result, check in found)
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


def _shared_messages(found: Iterable[tuple[str, CheckResult]]) -> tuple[SharedMessage, ...]:
    """The messages of checks that were not passed, the most frequent first."""
    texts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for student, check in found:
        if check.outcome is not Outcome.PASSED:
            texts[_without_numbers(check.message)].append((student, check.message))
    alike = [SharedMessage(same[0][1], tuple(student for student, _ in same)) for same in texts.values()]
    return tuple(sorted(alike, key=lambda words: -len(words.students)))


def _without_numbers(message: str) -> str:
    return _NUMBER.sub("#", message)


# --- mistakes ---------------------------------------------------------------------------------------------------

_Lost = tuple[SubmissionResult, TaskResult, CheckResult]


def _mistakes(assignment: Assignment, lost: Sequence[_Lost]) -> tuple[Mistake, ...]:
    """The mistakes in these checks by the number of students who share them; those without a name by their message."""
    groups: dict[str, list[_Lost]] = defaultdict(list)
    for one in lost:
        groups[one[2].misconception or _without_numbers(one[1].told(one[2]))].append(one)
    found = [_mistake(assignment, group) for group in groups.values()]
    return tuple(sorted(found, key=lambda mistake: (-len(mistake.students), -mistake.lost)))


def _mistake(assignment: Assignment, group: Sequence[_Lost]) -> Mistake:
    slug, example = group[0][2].misconception, group[0][1].told(group[0][2])
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
