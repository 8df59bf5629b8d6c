"""Grades the one hand-in of a platform's container, and writes the file of results that the platform reads."""

from __future__ import annotations

import json
import os
import traceback
from pathlib import Path
from typing import Any

from autograder.authoring.assignment import Assignment, find_assignment, use_course
from autograder.grading.results.store import put_text
from autograder.grading.settings import Settings
from autograder.grading.submission import grade_anew
from autograder.handin.find_submissions import submission_in
from autograder.platforms.autograders.autograder_platform import AutograderPlatform
from autograder.platforms.autograders.package_settings import PackageSettings
from autograder.records.errors import KitError
from autograder.records.results import SubmissionResult
from autograder.records.settings import Kind, Limits
from autograder.sandbox.choose_backend import choose, expect_accepted

STUDENT = "handed-in"  # nobody's name is needed: the platform knows whose hand-in it is
_INSTRUCTORS = "This is no fault of the hand-in: tell your instructor."
_ENDED = f"The grading was ended before it had a result: it ran out of memory or time. {_INSTRUCTORS}"


def grade_handin(platform: AutograderPlatform, settings: PackageSettings, package: Path) -> str | None:
    """Grade the hand-in and write the results, a sentence in place of a score where there is no grade.

    `package` is the folder of `package.json`. Returns a text for the instructor alone where the grader itself failed;
    raises OSError where the file of results can't be written.
    """
    _write(platform, platform.record_without_grade(_ENDED))  # what stands there if this process is killed
    try:
        assignment = _assignment(settings, package)
        result = _graded(platform, settings, assignment)
    except KitError as error:
        _write(platform, platform.record_without_grade(f"{error} {_INSTRUCTORS}"))
        return str(error)
    except Exception as error:  # whatever it is, the platform must be told that there is no grade
        reason = f"The grader failed ({type(error).__name__}: {error}). {_INSTRUCTORS}"
        _write(platform, platform.record_without_grade(reason))
        return traceback.format_exc()
    if result.score is None:
        _write(platform, platform.record_without_grade(f"There is no grade. {_without_paths(platform, result)}"))
    else:
        _write(platform, platform.record(result, assignment))
    return None


def _assignment(settings: PackageSettings, package: Path) -> Assignment:
    if settings.course is not None:
        use_course(package / settings.course)
    for variable, path in (settings.data or {}).items():
        os.environ[variable] = str(package / path)
    assignment = find_assignment(settings.assignment)
    assignment.expect_installed()
    return assignment


def _graded(platform: AutograderPlatform, settings: PackageSettings, assignment: Assignment) -> SubmissionResult:
    kind = choose(Kind.AUTO)
    expect_accepted(kind, settings.without, f"vaekit package {platform.key}")
    submission = submission_in(platform.submission, assignment, STUDENT)
    return grade_anew(submission, Settings(kind, Limits(submission_s=settings.timeout_s)))


def _without_paths(platform: AutograderPlatform, result: SubmissionResult) -> str:
    """Return the reason why there is no grade, in which files are called as the student calls them."""
    reason = (result.reason or "").replace(f"{platform.submission}/", "")
    return reason.replace(str(platform.submission), "The hand-in")


def _write(platform: AutograderPlatform, record: dict[str, Any]) -> None:
    put_text(platform.results, json.dumps(record, indent=2, ensure_ascii=False) + "\n")
    platform.results.chmod(0o644)  # whoever the platform reads it as
