"""The course that a command records its grades in: it is found, checked, and its gradebook is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from autograder.authoring.assignment import Assignment
from autograder.commands.submissions import open_course, outside_of
from autograder.commands.terminal import Status, err, stop, tell_course, text
from autograder.course.configuration.find_course import course_of_class, course_root
from autograder.records.errors import KitError
from autograder.records.results import SubmissionResult

if TYPE_CHECKING:
    from autograder.course.gradebook.recording.record_results import Course
    from autograder.grading.settings import Settings
    from autograder.handin.submission import Submission


def course_of_submissions(start: Path, paths: list[Path], submissions: list[Submission]) -> Path | None:
    """Print and return the root of the course that is graded; None where there is none, or the paths lie outside."""
    root = course_root(start, (one.own_folder for one in submissions))
    outside = paths[0] if root is None else outside_of(root, paths)
    if outside is None:
        tell_course(str(root))
        return root
    where = f"no course from {start.resolve()} upwards" if root is None else f"{outside} lies outside of {root}"
    tell_course(f"none ({where}): nothing is kept or recorded.")
    return None


def recording_course(
    root: Path | None, paths: list[Path], submissions: list[Submission], settings: Settings
) -> tuple[Course | None, str | None]:
    """The course whose gradebook takes the grades, or None; and why a course that should take them does not, or None."""
    try:
        course = open_course(root, settings) if root is not None else None
    except KitError as error:
        stop(error, Status.UNUSABLE)
    problem = _not_recorded(course, paths, submissions)
    if problem is not None:
        words = f"vaekit: {problem} Nothing was recorded." + (" The grades below are kept." if course else "")
        err.print(text(words), highlight=False, soft_wrap=True)
    held = course is not None and any(map(course.holds, submissions))
    return course if held and problem is None else None, problem


def _not_recorded(course: Course | None, paths: list[Path], submissions: list[Submission]) -> str | None:
    """Why a course that these hand-ins belong to does not take their grades; None where it does, or there is none."""
    if course is None:
        there = next(filter(None, map(course_of_class, paths)), None)
        return f"These are hand-ins of the course {there}: say --course {there}." if there is not None else None
    if course.root_conflict is not None:
        return course.root_conflict
    try:
        if any(map(course.holds, submissions)):
            _expect_agreement(course, submissions[0].assignment)
            course.expect_assignment(submissions[0].assignment)
        elif any(course_of_class(one.folder) == course.root for one in submissions):
            return course.why_not_held(submissions[0])
    except KitError as error:
        return str(error)
    return None


def _expect_agreement(course: Course, assignment: Assignment) -> None:
    """Stop where cells or points of the course are not those of the kit; print what else is to be known."""
    try:
        remarks = course.expect_agreement(assignment)
    except KitError as error:
        stop(error, Status.UNUSABLE)
    for remark in remarks:
        err.print(f"vaekit: {text(remark)}", highlight=False, soft_wrap=True)


def record_result(course: Course | None, submission: Submission, result: SubmissionResult) -> dict[str, str]:
    """Record a result in the course, if there is one; returns why it could not be recorded, by the submission's path."""
    if course is None:
        return {}
    if course.holds(submission):
        cause = course.record(submission, result)
    else:
        where = f"{submission.path} is not where nbgrader looks for {submission.student}'s notebook"
        cause = None if result.reason else where
    return {result.path: cause} if cause else {}
