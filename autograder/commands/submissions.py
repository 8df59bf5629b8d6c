"""The submissions that a command works on, with their grading status; and sentences about several students."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, cast

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from autograder.authoring.assignment import find_assignment
from autograder.commands.terminal import (
    busy,
    out,
    tell_course,
    text,
)
from autograder.course.configuration.find_course import course_of_class, course_root, expect_course, lies_in
from autograder.records.errors import KitError

if TYPE_CHECKING:
    from autograder.course.gradebook.recording.record_results import Course
    from autograder.grading.settings import Settings
    from autograder.grading.status import GradingStatus
    from autograder.handin.submission import Submission


def submitted_folder(course: Path) -> Path:
    """The course's folder of hand-ins, from wherever the command runs; its configuration may name another. Where there is
    none, the one that was graded last.
    """
    root = course_root(course)
    folder = Path("submitted") if root in (None, Path.cwd()) else root / "submitted"
    if root is None or folder.exists():
        return folder
    import_nbgrader()
    from autograder.course.configuration.course_root import opened

    found = opened(root).handed_in()
    return found.relative_to(Path.cwd()) if found.is_relative_to(Path.cwd()) else found


def load_statuses(
    course: Path, paths: list[Path], assignment: str | None
) -> tuple[Path, Settings, list[GradingStatus]]:
    """The course that the command works in, how it is graded, and the status of each submission."""
    from autograder.grading.kept_settings import settings_of_course
    from autograder.grading.status import grading_statuses

    submissions = submissions_in(course, paths, assignment)
    root = expect_course(course, (one.own_folder for one in submissions))
    if (outside := outside_of(root, paths)) is not None:
        raise KitError(f"{outside} lies outside of the course {root}: {_say_course(outside)}.")
    for one in {submission.assignment for submission in submissions}:
        one.expect_installed()  # a stored result is known by what it was graded with
    tell_course(root)
    settings = settings_of_course(root, submissions[0].assignment.name)
    with busy("looking at what is kept"):
        return root, settings, list(grading_statuses(submissions, settings))


def open_course(root: Path, settings: Settings) -> Course:
    """The course whose gradebook takes the grades; raises KitError where its configuration can't be read."""
    import_nbgrader()
    from autograder.course.gradebook.recording import record_results

    return record_results.open_course(root, settings)


def import_nbgrader() -> None:
    """Import nbgrader and its database, which takes seconds, without a grammar of jsonschema's that no notebook needs."""
    sys.modules.setdefault("rfc3987_syntax", cast(ModuleType, None))  # jsonschema goes on without it
    import autograder.course.gradebook.recording  # noqa: F401


def outside_of(root: Path, paths: list[Path]) -> Path | None:
    """The first of the paths that does not lie in the course, if one does not."""
    return next((path for path in paths if not lies_in(root, path)), None)


def _say_course(path: Path) -> str:
    """A remedy for a path that lies outside the course that the command works in."""
    there = course_of_class(path)
    return f"say --course {there}" if there is not None else "run the command in its course, or say --course DIR"


def submissions_in(course: Path, paths: list[Path], assignment: str | None) -> list[Submission]:
    """The submissions under the paths; where there is none, what is wrong with the course's folders is told first."""
    try:
        return _submissions_at(paths, assignment)
    except KitError:
        root = course_root(course, paths)  # none of the paths is: students' files may lie there
        if root is not None:
            import_nbgrader()
            from autograder.course.configuration.course_root import opened

            opened(root)
        raise


def _submissions_at(paths: list[Path], assignment: str | None) -> list[Submission]:
    """The submissions under the paths, all of one assignment."""
    from autograder.handin.find_submissions import find_submissions
    from autograder.handin.shared_training_runs import with_foreign_evidence

    wanted = find_assignment(assignment) if assignment is not None else None
    found = [submission for path in paths for submission in find_submissions(path, wanted)]
    root = course_root(Path.cwd(), (one.own_folder for one in found))
    for path in paths:
        if root is not None and path.resolve() in {root / step for step in _NO_HANDINS}:
            raise KitError(
                f"{path} holds the course's own notebooks, no hand-ins: name submitted/, or one notebook."
            )
    names = sorted({submission.assignment.name for submission in found})
    if len(names) > 1:
        raise KitError(f"These are submissions of several assignments: say --assignment {' or '.join(names)}.")
    return with_foreign_evidence(found)


_NO_HANDINS = ("release", "source", "solutions")
MOST_NAMED = 5  # students that a remark on many names
PROGRESS = (
    TextColumn("grading"),
    BarColumn(),
    MofNCompleteColumn(),
    TextColumn("{task.fields[failed]} without a grade"),
    TimeElapsedColumn(),
    TextColumn("left"),
    TimeRemainingColumn(),
)


def some_names(students: list[str]) -> str:
    """The first names of a list as words, and the number of the others."""
    more = len(students) - MOST_NAMED
    return ", ".join(students[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def print_shared_runs(submissions: list[Submission]) -> None:
    """Print who handed in the same run, and what could not be searched for one."""
    from autograder.handin.shared_training_runs import shared_run_sentences

    for sentence in shared_run_sentences(submissions):
        out.print(f"look at: {text(sentence)}", highlight=False)


def print_sentences(told: Mapping[str, list[str]], lead: str = "") -> None:
    """Print each sentence once, after the students whom it is about."""
    for sentence, students in told.items():
        words = f"[bold]{text(some_names(students))}[/bold]: {lead}{text(sentence)}."
        out.print(words, highlight=False, soft_wrap=True)
