"""A plain pytest session whose checks question one notebook, for an instructor who writes a check."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable
from pathlib import Path

import pytest

from autograder.authoring.assignment import use_course
from autograder.authoring.find_assignments import FOLDER
from autograder.grading.checks.hidden_checks import HiddenChecks
from autograder.grading.kept_settings import accepted_losses, asked_or_kept, keeps_settings
from autograder.handin.files.plain import folder_of_handins
from autograder.handin.find_submissions import find_submissions
from autograder.handin.read_submission import read_submission
from autograder.records.guarantees import Guarantee
from autograder.records.settings import Kind
from autograder.sandbox.choose_backend import choose, expect_accepted
from autograder.sandbox.mounts import expect_unexposed
from autograder.sandbox.sandboxed_worker import Sandbox
from autograder.sandbox.student_session import Session


def expect_nothing_of_a_student(notebook: str, settings: Path | None, collected: Iterable[Path]) -> None:
    """Raise UsageError where pytest's settings file, or what it collects, lies in the student's folder.

    The assignments of a course are known from then on, where their checks are collected.
    """
    theirs = _students_folder(Path(notebook))
    if settings is not None and settings.resolve().is_relative_to(theirs):
        raise pytest.UsageError(
            f"pytest took its settings from {settings}, which a student may have written: "
            f"write --vaekit-notebook={notebook}, with an equals sign."
        )
    for path in collected:
        if path.resolve().is_relative_to(theirs):
            raise pytest.UsageError(
                f"pytest would run what lies in {path}, a student's folder: name the folder of an assignment's checks."
            )
        if path.name == "checks" and path.resolve().parents[1].name == FOLDER:  # pytest is about to run it
            use_course(path.resolve().parents[2])


def _students_folder(notebook: Path) -> Path:
    """The folder of hand-ins that the notebook lies in, or else its own."""
    own = notebook if notebook.is_dir() else notebook.parent
    return (folder_of_handins(notebook) or own).resolve()


def _course_around(folder: Path, notebook: Path) -> Path | None:
    """The innermost folder around this one that keeps how a course is graded, and is no student's; None without one."""
    theirs, handins = _students_folder(notebook), folder_of_handins(folder)
    around = [folder, *folder.parents] if handins is None else handins.parents
    return next((one for one in around if keeps_settings(one) and not one.resolve().is_relative_to(theirs)), None)


def ask_notebook(
    config: pytest.Config, notebook: Path, sandbox: Kind | None, without: Collection[Guarantee]
) -> None:
    """Start a sandbox for the notebook, which the checks of this session question; it ends with the session.

    Without a `sandbox`, and for the losses that are accepted, it goes by the course that pytest was started in. Raises
    SandboxError as `vaekit grade` does.
    """
    submission = find_submissions(notebook)[0]
    submission.assignment.expect_installed()
    course, name = _course_around(config.invocation_params.dir, notebook), submission.assignment.name
    asked, limits = asked_or_kept(course, name, sandbox, None)
    kind = choose(asked)
    expect_accepted(kind, accepted_losses(course, name, without), "pytest", "--vaekit-without")
    stack = contextlib.ExitStack()
    config.add_cleanup(stack.close)
    if kind is not Kind.NONE:
        expect_unexposed(submission.folder)
    worker = stack.enter_context(Sandbox(kind, submission.assignment.preload, limits))
    handin = read_submission(submission)
    session = Session(submission.assignment, handin, worker, limits)
    stack.callback(session.close)
    student = submission.assignment.make_student(session.ask, handin)
    config.pluginmanager.register(HiddenChecks(submission.assignment, session, student), "hidden-checks")
