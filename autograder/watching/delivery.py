"""Brings a student the page on a hand-in: through nbgrader's exchange, or else in a folder of the course."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from autograder.authoring.assignment import Assignment
from autograder.course.configuration.course_root import CourseRoot
from autograder.course.exchange.course_exchange import CourseExchange
from autograder.course.gradebook.access import GradebookFailed, InvalidEntry
from autograder.course.gradebook.deadline import due_of
from autograder.grading.results.store import put_text
from autograder.handin.files.plain import SECRET
from autograder.records.results import SubmissionResult
from autograder.watching.early_page import page_of
from autograder.watching.handin_files import word_in
from autograder.watching.inbox import Found
from autograder.watching.records import Arrival, Show, State, WatchSettings

PAGES = "early_feedback"  # the course's folder of pages that no exchange takes to the student
_MOST_NOTEBOOKS = 20


class PageDelivery:
    """Writes pages as `settings` say. Without an `exchange`, all go into the course's folder."""

    def __init__(self, course: CourseRoot, exchange: CourseExchange | None, settings: WatchSettings) -> None:
        self._course, self._exchange, self._settings = course, exchange, settings

    def deliver(self, arrival: Arrival, found: Found, result: SubmissionResult | None) -> str:
        """Bring the page; returns where it is, as the end of a sentence. Raises OSError or KitError where it can't."""
        page = self._page(arrival, found.assignment, result)
        names = [path.stem for path in sorted(found.folder.glob("*.ipynb")) if _is_text(path.stem)]
        names = names[:_MOST_NOTEBOOKS] or [found.assignment.name]
        secret = word_in(found.folder, SECRET, found.trusted)
        if self._exchange is not None and secret is not None:
            self._exchange.release(page, secret, names)
            return "feedback released"
        place = (
            self._course.root / PAGES / arrival.student / found.assignment.name / f"{found.assignment.name}.html"
        )
        put_text(place, page.decode())
        return f"feedback in {place.relative_to(self._course.root)}"

    def _page(self, arrival: Arrival, assignment: Assignment, result: SubmissionResult | None) -> bytes:
        show = Show.ALL if self._is_over(arrival) else self._settings.show
        if show is Show.ALL and arrival.state is State.GRADED:
            folder = self._course.place("feedback", assignment.name, arrival.student)
            return (folder / f"{assignment.name}.html").read_bytes()
        return page_of(arrival, assignment, ZoneInfo(self._settings.timezone), show, result)

    def _is_over(self, arrival: Arrival) -> bool:
        """Whether the student's deadline has passed; where the gradebook does not answer, it has not."""
        try:
            due = due_of(self._course, arrival.assignment, arrival.student)
        except (GradebookFailed, InvalidEntry):
            return False
        return due is not None and due < datetime.now(UTC)


def _is_text(name: str) -> bool:
    """Whether a file's name is UTF-8: nbgrader knows no other."""
    return name.encode("utf-8", "replace").decode() == name
