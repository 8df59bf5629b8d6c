"""A cluster worker's side: it grades what it is sent, one submission after the other, and keeps nothing of it.

The worker needs the same kit and a sandbox; it shares no disk with the machine that sends. Its sandboxed process stays
warm from one submission to the next.
"""

from __future__ import annotations

import atexit
import json
import shutil
import tempfile
import threading
from pathlib import Path
from typing import Any

from distributed import Worker, get_worker

from autograder import __version__
from autograder.authoring.assignment import assignments, unusable_assignments
from autograder.authoring.find_assignments import COURSE_VARIABLE, is_own
from autograder.grading.changed_files import without_grade
from autograder.grading.cluster.messages import GradingOrder, WorkerAnswer, WorkerRefusal, short, unpacked
from autograder.grading.results.keys import kit_digest
from autograder.grading.results.store import Exhibits, Store
from autograder.grading.settings import Settings
from autograder.grading.warm_grader import Grader
from autograder.handin.submission import Submission
from autograder.records.errors import SandboxError
from autograder.records.json_text import record_of, values_of, write_record
from autograder.records.settings import Kind
from autograder.sandbox.choose_backend import choose


def problem_with(order: dict[str, Any]) -> dict[str, Any] | None:
    """Why this worker can't grade to the order, as JSON values of a WorkerRefusal; None where it can."""
    assignment = assignments().get(order["assignment"])
    if assignment is None and order["version"] == __version__:
        return _values(_unknown(order["assignment"]))
    if assignment is not None and assignment.lacking is not None:
        return _values(assignment.lacking)
    if assignment is None or kit_digest(assignment) != order["kit"]:
        theirs = order["version"] if order["version"] != __version__ else f"another {order['version']}"
        remedy = "install the same kit on all machines"
        if assignment is not None and is_own(assignment.package):
            remedy += f", and bring the copy of the course up to date that {COURSE_VARIABLE} names"
        return _values(f"its vaekit is {__version__}, yours {theirs}: {remedy}.")
    try:
        choose(Kind(order["sandbox"]))
    except SandboxError as error:
        return _values(str(error), sandbox=True)
    return None


def _unknown(name: str) -> str:
    return unusable_assignments().get(name) or (
        f"it has no assignment {name}: install there what brings it, or start the worker with {COURSE_VARIABLE} set to "
        "a copy of the course."
    )


def _values(refused: str, sandbox: bool = False) -> dict[str, Any]:
    values: dict[str, Any] = values_of(WorkerRefusal(refused, sandbox))
    return values


def grade_sent(parcel: dict[str, Any], order: dict[str, Any]) -> bytes:
    """A submission's result and what was drawn of it, as JSON; or why this worker refuses it."""
    worker = get_worker()
    problem = problem_with(order)
    if problem is not None:
        return write_record(WorkerAnswer(worker.address, refusal=record_of(WorkerRefusal, problem))).encode()
    return _warm_grader.grade(parcel, record_of(GradingOrder, order), worker).encode()


def end() -> None:
    _warm_grader.end()


class _WarmGrader:
    """Grades one submission after the other in this process; the sandboxed worker stays warm."""

    def __init__(self) -> None:
        self._lock = threading.Lock()  # a process can run pytest once at a time
        self._order: GradingOrder | None = None
        self._grader: Grader | None = None
        self._wanted = False

    def grade(self, parcel: dict[str, Any], order: GradingOrder, worker: Worker) -> str:
        place = worker.local_directory
        with self._lock, tempfile.TemporaryDirectory(prefix="vaekit-", dir=place) as name:
            self._wanted = True
            answer = write_record(self._answer(parcel, order, Path(name), worker.address))
            if not self._wanted:
                self._close()
        here, there = (json.dumps(str(path))[1:-1] for path in (name, parcel["folder"]))
        return answer.replace(here, there)

    def _answer(self, parcel: dict[str, Any], order: GradingOrder, folder: Path, worker: str) -> WorkerAnswer:
        submission = unpacked(parcel, assignments()[order.assignment], folder)
        try:
            result = self._warm(order, folder.parent).grade(submission)
        except Exception as error:  # whatever it is, it costs this submission alone
            self._close()
            result = without_grade(
                submission, f"The grader failed on its worker ({short(error)}); please report it."
            )
        drawn = self._drawn(submission, order, folder.parent)
        return WorkerAnswer(worker, result, drawn)

    def _warm(self, order: GradingOrder, place: Path) -> Grader:
        if self._grader is None or self._order != order:
            self._close()
            self._grader, self._order = Grader(_settings(order, place)), order
        return self._grader

    def _drawn(self, submission: Submission, order: GradingOrder, place: Path) -> Exhibits | None:
        """The exhibits that the grading has drawn, or None; the worker's copy is removed."""
        settings = _settings(order, place)
        assert settings.store is not None
        drawn = Store(settings.store).get_exhibits(settings.key_of(submission))
        shutil.rmtree(settings.store, ignore_errors=True)
        return drawn

    def end(self) -> None:
        """End the warm worker: now, or after the submission that it is grading."""
        self._wanted = False
        if self._lock.acquire(blocking=False):
            try:
                self._close()
            finally:
                self._lock.release()

    def _close(self) -> None:
        if self._grader is not None:
            self._grader.close()
        self._grader = None


_warm_grader = _WarmGrader()
atexit.register(_warm_grader.end)


def _settings(order: GradingOrder, place: Path) -> Settings:
    store = place / "vaekit-results"
    return Settings(order.sandbox, order.limits, seed=order.seed, store=store, regrade=True, draw=order.draw)
