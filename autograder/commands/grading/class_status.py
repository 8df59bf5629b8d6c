"""How far a class is: the stored results and the gradebook, loaded together and printed as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from autograder.commands.submissions import open_course, print_sentences, print_shared_runs, some_names
from autograder.commands.terminal import err, number_of, out, text
from autograder.grading.settings import Settings
from autograder.grading.status import GradingState, GradingStatus
from autograder.handin.submission import Submission

if TYPE_CHECKING:
    from autograder.course.gradebook.class_overview import Overview, Row


@dataclass(frozen=True, slots=True)
class ClassStatus:
    """The status of each submission, and what the gradebook has.

    `recorded` names the students whose stored grade is in the gradebook, `changes` has the students by what has changed
    since they were recorded, and `without_time` has by student why it is not known when they handed in.
    """

    statuses: list[GradingStatus]
    recorded: frozenset[str]
    changes: Mapping[str, list[str]]
    without_time: Mapping[str, str]
    overview: Overview

    @property
    def submissions(self) -> list[Submission]:
        return [one.submission for one in self.statuses]

    @property
    def is_complete(self) -> bool:
        """Whether every submission is graded and recorded."""
        graded = all(one.state is GradingState.GRADED for one in self.statuses)
        return graded and len(self.recorded) == len(self.statuses)


def load_class_status(root: Path, settings: Settings, statuses: list[GradingStatus]) -> ClassStatus:
    """The status of the class with what the course's gradebook has; raises KitError where that can't be read."""
    recorded, changes = _recorded_students(root, settings, statuses)
    from autograder.course.configuration.course_root import CourseRoot
    from autograder.course.gradebook.class_overview import overview
    from autograder.course.gradebook.course_assignment import CourseAssignment

    course, assignment = CourseRoot.open(root), statuses[0].submission.assignment
    here = CourseAssignment(course, assignment)
    reasons = {one.student: here.why_no_time(one.student) for one in statuses}
    without_time = {student: why for student, why in reasons.items() if why is not None}
    return ClassStatus(statuses, frozenset(recorded), changes, without_time, overview(course, assignment))


def _recorded_students(
    root: Path, settings: Settings, statuses: list[GradingStatus]
) -> tuple[set[str], dict[str, list[str]]]:
    """The students whose stored grade is in the gradebook; and what has changed since, with the students."""
    course = open_course(root, settings)
    if course.root_conflict is not None:
        err.print(text(f"vaekit: {course.root_conflict}"), highlight=False, soft_wrap=True)
        return set(), {}
    recorded: set[str] = set()
    changes: dict[str, list[str]] = {}
    for one in statuses:
        if one.result is None:
            continue
        lacking = course.lacking(one.submission, one.result)
        recorded |= {one.student} if lacking == [] else set()
        for change in lacking or []:
            if change != course.NOT_YET:
                changes.setdefault(change, []).append(one.student)
    return recorded, changes


def print_class_status(found: ClassStatus) -> None:
    """Print the table, its summary, and a line for each thing that is left to do."""
    out.print(_table(found))
    out.print(_summary(found), highlight=False)
    for line in [*_unrecorded_grades(found), *_left_to_do(found)]:
        out.print(text(line), highlight=False)
    for one in found.statuses:
        if one.state is GradingState.ATTENTION and one.result is not None:
            out.print(f"[bold]{text(one.student)}[/bold]: {text(one.result.reason or '')}", highlight=False)
    print_sentences(found.changes, "changed since it was recorded: ")
    for student, why in found.without_time.items():
        out.print(f"[bold]{text(student)}[/bold]: {text(why)}.", highlight=False, soft_wrap=True)
    print_shared_runs(found.submissions)


_NUMBERS = ("points", "to\nmark", "total")
_HEADS = ("student", "status", *_NUMBERS, "late", "feedback", "in the\ngradebook")


def _table(found: ClassStatus) -> Table:
    table = Table()
    for head in _HEADS:
        table.add_column(head, justify="right" if head in _NUMBERS else "left", overflow="fold")
    for one in found.statuses:
        score = one.result.score if one.result is not None else None
        table.add_row(
            text(one.student),
            one.state.value,
            "–" if score is None else f"{score:g}",
            *_gradebook_cells(found.overview.rows.get(one.student)),
            "yes" if one.student in found.recorded else "no",
        )
    return table


def _gradebook_cells(row: Row | None) -> tuple[str, str, str, str]:
    """The number of cells to mark, the total, the lateness and the state of the feedback, as words."""
    if row is None:
        return "–", "–", "", ""
    late = str(row.late).split(".")[0] if row.late else ""
    total = f"{row.total:g} of {row.max_score:g}" + (f" (−{row.penalty:g} late)" if row.penalty else "")
    return str(len(row.to_mark)), total, late, row.feedback.value


def _summary(found: ClassStatus) -> str:
    counts = Counter(one.state for one in found.statuses)
    words = ", ".join(_counted(counts[state], state) for state in GradingState if counts[state])
    return f"{number_of(len(found.statuses), 'submission')}: {words}; {len(found.recorded)} in the gradebook."


def _counted(count: int, state: GradingState) -> str:
    several = state is GradingState.ATTENTION and count > 1
    return f"{count} need attention" if several else f"{count} {state.value}"


def _unrecorded_grades(found: ClassStatus) -> Iterator[str]:
    """A sentence on the students whose stored grade is not in the gradebook, as after `--no-gradebook`."""
    graded = [one.student for one in found.statuses if one.state is GradingState.GRADED]
    unrecorded = [student for student in graded if student not in found.recorded]
    if unrecorded:
        yield f"The gradebook lacks these grades of {some_names(unrecorded)}: run `vaekit grade`."


def _left_to_do(found: ClassStatus) -> Iterator[str]:
    """What is left to do besides grading, a sentence each."""
    from autograder.course.gradebook.cells.earned_points import counted, gone_words, unchanged_words

    name = found.submissions[0].assignment.name
    overview = found.overview
    rows = {one.student: overview.rows[one.student] for one in found.statuses if one.student in overview.rows}
    unmarked = [student for student, row in rows.items() if row.to_mark]
    if unmarked:
        cells = [is_text for student in unmarked for is_text in rows[student].to_mark.values()]
        texts = f"{counted(cells)} to mark, of {number_of(len(unmarked), 'student')}"
        yield f"{texts}: run `vaekit mark`, or open formgrader, Manual Grading."
    unchanged = [student for student, row in rows.items() if row.unchanged]
    if unchanged:
        cells = [is_text for student in unchanged for is_text in rows[student].unchanged.values()]
        yield unchanged_words(cells, some_names(unchanged))
    late = [student for student, row in rows.items() if row.late]
    if late:
        yield f"{len(late)} handed in late: {some_names(late)}."
    stale = [student for student, row in rows.items() if row.feedback.value != "current"]
    if stale:
        remedy = f"run `nbgrader generate_feedback {name} --force`"
        yield f"The feedback of {some_names(stale)} is missing or older than the marks: {remedy}."
    if overview.gone:
        yield gone_words(some_names(list(overview.gone)))
    if overview.missing:
        yield f"{len(overview.missing)} of the class handed in nothing: {some_names(list(overview.missing))}."
