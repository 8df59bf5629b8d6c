"""A batch on other machines: a `dask.distributed` cluster grades, and this process alone keeps what comes back.

A submission travels as bytes, its result as JSON that is checked here. A worker needs the kit, just this one, and its
sandbox; it shares no disk with this machine, and keeps its sandboxed process warm from one submission to the next.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import logging
import math
import queue
import shutil
import tempfile
import threading
import time
import uuid
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import dask
from distributed import Client, Future, KilledWorker, get_worker

from autograder import __version__
from autograder.assignment import Assignment, assignments
from autograder.exhibits import Exhibit
from autograder.grade import Grader, Settings, keep, without_grade
from autograder.intake import Submission, evidence_path, read
from autograder.results import KitError, SandboxError, SubmissionResult, Unreadable, printable
from autograder.sandbox import Kind, Limits, choose
from autograder.store import Exhibits, Store, key, kit_digest

_CONNECT_S = 15.0
_WORKERS_S = 60.0  # for a worker to be there: at the start, and where all are lost
_LOOK_S = 2.0
_FETCH_S = 60.0
_AHEAD = 2  # submissions that lie at a worker for each one that it grades
_MIB = 1 << 20


# --- this side ------------------------------------------------------------------------------------------------


def grade_there(submissions: list[Submission], settings: Settings, address: str) -> Iterator[SubmissionResult]:
    """Grade a batch of one assignment on the cluster whose scheduler has that address, each result as it comes, stored.

    Raises KitError where the cluster can't grade, SandboxError where one of its workers has no sandbox.
    """
    if not submissions:
        return
    for name in ("distributed", "distributed.client", "tornado.application"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what goes wrong is told in a sentence
    order = _order(submissions[0].assignment, settings)
    with (
        dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"}),
        _connected(address) as client,
    ):
        batch = _Batch(client, order, settings)
        batch.expect_workers()
        try:
            yield from batch.grade(submissions)
        finally:
            batch.stop()


def _order(assignment: Assignment, settings: Settings) -> dict[str, Any]:
    """How to grade, in words that travel; the kit is told by a hash of its code."""
    return {
        "assignment": assignment.name,
        "version": __version__,
        "kit": kit_digest(assignment),
        "sandbox": settings.sandbox.value,
        "limits": asdict(settings.limits),
        "seed": settings.seed,
        "draw": settings.draw,
    }


def _connected(address: str) -> Client:
    try:
        return Client(address, timeout=_CONNECT_S, set_as_default=False, name="vaekit")
    except (OSError, ValueError, TypeError, ImportError, RuntimeError) as error:
        raise KitError(
            f"No scheduler answers at {address} ({_short(error)}): start one with `dask scheduler`, and say its address, "
            "such as --scheduler tcp://host:8786."
        ) from error


class _Batch:
    """Submissions that are at the cluster: a few for each worker, so that no machine has to hold them all."""

    def __init__(self, client: Client, order: dict[str, Any], settings: Settings) -> None:
        self._client, self._order, self._settings = client, order, settings
        self._address = client.scheduler.address
        self._sent: dict[str, tuple[Submission, Future[bytes]]] = {}
        self._done: queue.SimpleQueue[Future[bytes]] = queue.SimpleQueue()
        self._threads, self._seen = 0, time.monotonic()

    def expect_workers(self) -> None:
        """Raise where there is no worker, or one that can't grade."""
        with contextlib.suppress(TimeoutError):
            self._client.wait_for_workers(1, timeout=_WORKERS_S)
        self._look()
        if self._threads == 0:
            raise KitError(f"No worker is at {self._address}: start some with `dask worker {self._address}`.")
        for worker, problem in self._client.run(_problem, self._order, on_error="return").items():
            if isinstance(problem, BaseException):
                problem = {"refused": f"it can't run the kit ({_short(problem)}): install vaekit[cluster] there."}
            _raise_refusal({"worker": worker, **problem} if problem else {})

    def grade(self, submissions: list[Submission]) -> Iterator[SubmissionResult]:
        waiting = deque(submissions)
        while waiting or self._sent:
            while waiting and len(self._sent) < max(1, _AHEAD * self._threads):
                unreadable = self._send(waiting.popleft())
                if unreadable is not None:
                    yield unreadable
            yield from [self._received(*item) for item in self._arrived()]

    def _send(self, submission: Submission) -> SubmissionResult | None:
        """Send a submission; one that can't be read stays here, and has its result at once."""
        try:
            read(submission)
            parcel = _parcel(submission)
        except (Unreadable, OSError) as error:
            return keep(submission, self._settings, without_grade(submission, str(error)))
        name = f"vaekit-{uuid.uuid4().hex}"
        future = self._client.submit(_grade, parcel, self._order, key=name, pure=False)
        self._sent[name] = submission, future
        future.add_done_callback(self._done.put)
        return None

    def _arrived(self) -> list[tuple[Submission, bytes | None]]:
        """What has come meanwhile, at least after a while; None is what no worker survived."""
        try:
            futures = [self._done.get(timeout=_LOOK_S)]
        except queue.Empty:
            futures = []
        while not self._done.empty():
            futures.append(self._done.get())
        self._look()
        found = []
        for future in futures:
            with contextlib.suppress(TimeoutError):  # lost on the way: it is graded again
                answer = self._answer(future)
                found.append((self._sent.pop(future.key)[0], answer))
        return found

    def _answer(self, future: Future[bytes]) -> bytes | None:
        try:
            answer: bytes = future.result(timeout=_FETCH_S)
            return answer
        except TimeoutError:
            future.add_done_callback(self._done.put)
            raise
        except KilledWorker:
            return None
        except Exception as error:  # `_grade` raises nothing: it did not run
            raise KitError(
                f"The cluster at {self._address} did not run the kit ({_short(error)}): what is graded is kept. See that "
                "its scheduler and workers run, then run it again to go on."
            ) from error

    def _received(self, submission: Submission, answer: bytes | None) -> SubmissionResult:
        """The result, checked and stored."""
        if answer is None:
            reason = (
                "Every worker that graded this was lost while it did (for want of memory?): grade it alone, on this "
                "machine, or on workers with more memory."
            )
            return keep(submission, self._settings, without_grade(submission, reason))
        try:
            record = json.loads(answer)
            _raise_refusal(record)
            result, exhibits = _result(submission, record["result"]), _exhibits(record["exhibits"])
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            reason = f"What its worker sent is no result of this kit ({_short(error)}): grade it again."
            return keep(submission, self._settings, without_grade(submission, reason))
        result = keep(submission, self._settings, result)
        if exhibits is not None and self._settings.store is not None:
            name = key(submission, self._settings.sandbox, self._settings.limits)
            with contextlib.suppress(OSError):  # they are drawn again, then
                Store(self._settings.store).put_exhibits(name, exhibits)
        return result

    def _look(self) -> None:
        """Count the workers' threads; raises KitError where nobody is there any more."""
        try:
            self._threads = sum(self._client.nthreads().values()) if self._client.status == "running" else 0
        except (OSError, RuntimeError, TimeoutError):
            self._threads = 0
        if self._threads:
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > _WORKERS_S:
            raise KitError(
                f"No worker is left at {self._address}: what is graded is kept. Start some, then run it again to go on."
            )

    def stop(self) -> None:
        """Take back what is not graded yet, and end what the workers keep warm."""
        with contextlib.suppress(Exception):  # nobody may be there any more
            self._client.cancel([future for _, future in self._sent.values()], force=True)
            self._client.run(_end, on_error="ignore")  # awaited: a client that closes sends nothing more


def _raise_refusal(record: dict[str, Any]) -> None:
    if "refused" in record:
        sentence = f"The worker {record['worker']} can't grade: {printable(str(record['refused']))}"
        raise SandboxError(sentence) if record.get("sandbox") else KitError(sentence)


def _parcel(submission: Submission) -> dict[str, Any]:
    """All of a submission that decides its grade. What is no plain file, or too large to be read, goes as a stand-in."""
    limit = submission.assignment.evidence_mib * _MIB
    files: dict[str, bytes | int | None] = {_below(submission.path, submission): submission.path.read_bytes()}
    if submission.assignment.evidence_file is not None:
        path = evidence_path(submission)
        if path.is_symlink() or (path.exists() and not path.is_file()):
            files[_below(path, submission)] = None
        elif path.exists():
            size = path.stat().st_size
            files[_below(path, submission)] = size if size > limit else path.read_bytes()
    return {
        "student": submission.student,
        "folder": str(submission.folder),
        "notebook": _below(submission.path, submission),
        "foreign": submission.foreign,
        "files": files,
    }


def _below(path: Path, submission: Submission) -> str:
    return str(path.relative_to(submission.folder))


def _result(submission: Submission, record: dict[str, Any]) -> SubmissionResult:
    """The result in a worker's answer; raises KeyError, TypeError or ValueError where it is none of this submission."""
    result, assignment = SubmissionResult.from_json(record), submission.assignment
    if not (result.reason is None or isinstance(result.reason, str)) or not math.isfinite(result.seconds):
        raise ValueError("no reason in words, or no time")
    if not all(isinstance(note, str) for note in result.notes):
        raise ValueError("notes that are no words")
    wanted = [(task.id, task.points) for task in assignment.tasks]
    if result.reason is None and [(task.id, task.points) for task in result.tasks] != wanted:
        raise ValueError("other tasks than the assignment's")
    for check in (check for task in result.tasks for check in task.checks):
        if not all(isinstance(words, str) for words in (check.id, check.sentence, check.message)):
            raise ValueError("a check whose words are no words")
    return replace(
        result,
        student=submission.student,
        path=str(submission.path),
        max_score=assignment.max_score,
        manual_max=assignment.manual_max,
    )


def _exhibits(record: dict[str, list[dict[str, Any]]] | None) -> Exhibits | None:
    if record is None:
        return None
    return {str(cell): [Exhibit.from_json(item) for item in items] for cell, items in record.items()}


def _short(error: BaseException) -> str:
    return printable(f"{type(error).__name__}: {error}")[:200]


# --- a worker's side ------------------------------------------------------------------------------------------


def _problem(order: dict[str, Any]) -> dict[str, Any] | None:
    """Why this worker can't grade to order; None where it can."""
    assignment = assignments().get(order["assignment"])
    if assignment is None or kit_digest(assignment) != order["kit"]:
        theirs = order["version"] if order["version"] != __version__ else f"another {order['version']}"
        return {"refused": f"its vaekit is {__version__}, yours {theirs}: install the same kit on all machines."}
    try:
        choose(Kind(order["sandbox"]))
    except SandboxError as error:
        return {"refused": str(error), "sandbox": True}
    return None


def _grade(parcel: dict[str, Any], order: dict[str, Any]) -> bytes:
    """A submission's result and what was drawn of it, as JSON; or why this worker refuses it."""
    worker = get_worker()
    problem = _problem(order)
    if problem is not None:
        return json.dumps({"worker": worker.address, **problem}).encode()
    return _bench.grade(parcel, order, Path(worker.local_directory)).encode()


def _end() -> None:
    _bench.end()


class _Bench:
    """Where one submission after the other is graded in this process; the sandboxed worker stays warm."""

    def __init__(self) -> None:
        self._lock = threading.Lock()  # pytest is one in a process
        self._order: dict[str, Any] = {}
        self._grader: Grader | None = None
        self._wanted = False

    def grade(self, parcel: dict[str, Any], order: dict[str, Any], place: Path) -> str:
        with self._lock, tempfile.TemporaryDirectory(prefix="vaekit-", dir=place) as name:
            self._wanted = True
            answer = self._answer(parcel, order, Path(name))
            if not self._wanted:
                self._close()
        here, there = (json.dumps(str(path))[1:-1] for path in (name, parcel["folder"]))
        return answer.replace(here, there)

    def _answer(self, parcel: dict[str, Any], order: dict[str, Any], folder: Path) -> str:
        submission = _unpacked(parcel, assignments()[order["assignment"]], folder)
        try:
            result = self._warm(order, folder.parent).grade(submission)
        except Exception as error:  # whatever it is, it costs this submission alone
            self._close()
            result = without_grade(
                submission, f"The grader failed on its worker ({_short(error)}); please report it."
            )
        drawn = self._drawn(submission, order, folder.parent)
        return json.dumps({"result": result.as_json(), "exhibits": drawn})

    def _warm(self, order: dict[str, Any], place: Path) -> Grader:
        if self._grader is None or self._order != order:
            self._close()
            self._grader, self._order = Grader(_settings(order, place)), order
        return self._grader

    def _drawn(self, submission: Submission, order: dict[str, Any], place: Path) -> dict[str, Any] | None:
        """What the grading has drawn, if it has; nothing of it stays here."""
        settings = _settings(order, place)
        assert settings.store is not None
        drawn = Store(settings.store).get_exhibits(key(submission, settings.sandbox, settings.limits))
        shutil.rmtree(settings.store, ignore_errors=True)
        return None if drawn is None else {cell: [one.as_json() for one in items] for cell, items in drawn.items()}

    def end(self) -> None:
        """End the warm worker: now, or when it has graded what it is at."""
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


_bench = _Bench()
atexit.register(_bench.end)


def _settings(order: dict[str, Any], place: Path) -> Settings:
    limits = Limits(**order["limits"])
    store = place / "vaekit-results"
    return Settings(
        Kind(order["sandbox"]), limits, seed=order["seed"], store=store, regrade=True, draw=order["draw"]
    )


def _unpacked(parcel: dict[str, Any], assignment: Assignment, folder: Path) -> Submission:
    for name, content in parcel["files"].items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.mkdir()
        elif isinstance(content, int):
            with path.open("wb") as file:
                file.truncate(content)
        else:
            path.write_bytes(content)
    return Submission(assignment, parcel["student"], folder, folder / parcel["notebook"], parcel["foreign"])
