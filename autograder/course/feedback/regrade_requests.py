"""Requests for another look and their answers: kept in the course's `.vaekit/requests/`, shown on the student's page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from autograder.course.feedback.feedback_folder import forget_shown_marks
from autograder.grading.results.store import put_text
from autograder.handin.read_regrade_requests import read_requests
from autograder.handin.submission import Submission
from autograder.records.errors import KitError
from autograder.records.folder_names import KEPT
from autograder.records.json_text import NotThatRecord, read_record, write_record
from autograder.records.marking.regrade_requests import RegradeAnswer, RegradeRequest


@dataclass(frozen=True, slots=True)
class RequestOfStudent:
    """A student's request, with the answer if there is one."""

    student: str
    request: RegradeRequest
    answer: RegradeAnswer | None

    @property
    def id(self) -> str:
        """An id for the request in a course: two students who ask in the same words get different ids."""
        return self.request.id_of(self.student)


def requests_of(root: Path, assignment: str, submission: Submission) -> list[RequestOfStudent]:
    """The requests that the submission holds now, and earlier ones that were answered.

    Raises KitError where the student's file can't be read.
    """
    answers = _answers(root, assignment, submission.student)
    handed_in = read_requests(submission.path.parent, submission.trusted)
    open_ = {one.id_of(submission.student): one for one in handed_in}
    known = {**{key: answer.request for key, answer in answers.items()}, **open_}
    return [RequestOfStudent(submission.student, request, answers.get(key)) for key, request in known.items()]


def keep_answer(root: Path, assignment: str, one: RequestOfStudent, words: str, by: str) -> None:
    """Save an answer, and mark the student's page as out of date; an earlier answer to the same request is replaced."""
    if not words.strip():
        raise KitError("An answer has words: what did you find when you looked again?")
    answers = _answers(root, assignment, one.student)
    when = datetime.now().astimezone().isoformat(timespec="seconds")
    kept = {**answers, one.id: RegradeAnswer(one.request, words.strip(), by, when)}
    path = _file(root, assignment, one.student)
    try:
        put_text(path, write_record(kept))
        forget_shown_marks(root, assignment, one.student)
    except OSError as error:
        raise KitError(
            f"The answer can't be written to {path} ({error.strerror}): see that you may write there, then answer again."
        ) from error


def _answers(root: Path, assignment: str, student: str) -> Mapping[str, RegradeAnswer]:
    path = _file(root, assignment, student)
    try:
        found = read_record(dict[str, RegradeAnswer], path.read_text(encoding="utf-8"))
        return {one.request.id_of(student): one for one in found.values()}
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, NotThatRecord) as error:
        raise KitError(f"The answers in {path} can't be read ({error}): move the file away.") from error


def _file(root: Path, assignment: str, student: str) -> Path:
    return root / KEPT / "requests" / assignment / f"{student}.json"
