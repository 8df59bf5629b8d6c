"""The side of the machine that grades: sends a batch to a `dask.distributed` cluster, checks and stores the results."""

from __future__ import annotations

import contextlib
import logging
import queue
import time
import uuid
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import dask
from distributed import Client, Future, KilledWorker

from autograder.grading.changed_files import begun_anew, expect_key, never_at_rest, reading_of, without_grade
from autograder.grading.cluster import worker
from autograder.grading.cluster.messages import WorkerAnswer, WorkerRefusal, order_of, packed, short
from autograder.grading.results.store import Exhibits, Store
from autograder.grading.settings import Settings
from autograder.grading.submission import store_result
from autograder.handin.files.hashes import hash_of_bytes
from autograder.handin.submission import Submission
from autograder.records.errors import KitError, SandboxError, Unreadable
from autograder.records.json_text import NotThatRecord, read_record, record_of
from autograder.records.results import SubmissionResult
from autograder.records.text import printable

_CONNECT_S = 15.0
_WORKERS_S = 60.0  # for a worker to be there: at the start, and where all are lost
_LOOK_S = 2.0
_FETCH_S = 60.0
_AHEAD = 2  # submissions that lie at a worker for each one that it grades


def grade_there(submissions: list[Submission], settings: Settings, address: str) -> Iterator[SubmissionResult]:
    """Grade a batch of one assignment on the cluster whose scheduler has that address, each result as it comes, stored.

    Raises KitError where the cluster can't grade, SandboxError where one of its workers has no sandbox.
    """
    if not submissions:
        return
    for name in ("distributed", "distributed.client", "tornado.application"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # the kit reports errors itself, in a sentence
    order = order_of(submissions[0].assignment, settings)
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


def _connected(address: str) -> Client:
    try:
        return Client(address, timeout=_CONNECT_S, set_as_default=False, name="vaekit")
    except (OSError, ValueError, TypeError, ImportError, RuntimeError) as error:
        raise KitError(
            f"No scheduler answers at {address} ({short(error)}): start one with `dask scheduler`, and say its address, "
            "such as --scheduler tcp://host:8786."
        ) from error


class _Sent(NamedTuple):
    """A submission that was sent to the cluster, and the key of the files that were sent."""

    submission: Submission
    key: str
    future: Future[bytes]


class _Batch:
    """A batch in progress: only a few submissions for each worker are on the cluster at a time, to bound memory."""

    def __init__(self, client: Client, order: dict[str, Any], settings: Settings) -> None:
        self._client, self._order, self._settings = client, order, settings
        self._address = client.scheduler.address
        self._sent: dict[str, _Sent] = {}
        self._done: queue.SimpleQueue[Future[bytes]] = queue.SimpleQueue()
        self._threads, self._seen = 0, time.monotonic()

    def expect_workers(self) -> None:
        """Raise KitError where there is no worker, and KitError or SandboxError where one can't grade."""
        with contextlib.suppress(TimeoutError):
            self._client.wait_for_workers(1, timeout=_WORKERS_S)
        self._look()
        if self._threads == 0:
            raise KitError(f"No worker is at {self._address}: start some with `dask worker {self._address}`.")
        for address, problem in self._client.run(worker.problem_with, self._order, on_error="return").items():
            _raise_refusal(address, _refusal(problem))

    def grade(self, submissions: list[Submission]) -> Iterator[SubmissionResult]:
        waiting = deque(submissions)
        while waiting or self._sent:
            while waiting and len(self._sent) < max(1, _AHEAD * self._threads):
                unreadable = self._send(waiting.popleft())
                if unreadable is not None:
                    yield unreadable
            yield from [self._received(*item) for item in self._arrived()]

    def _send(self, submission: Submission) -> SubmissionResult | None:
        """Send a submission and return None; of one that can't be read, return the result at once."""
        try:
            made = packed_with_key(submission, self._settings)
        except (Unreadable, OSError) as error:
            return self._keep(self._settings.key_of(submission), without_grade(submission, str(error)))
        if made is None:
            return never_at_rest(submission)
        key, parcel = made
        name = f"vaekit-{uuid.uuid4().hex}"
        future = self._client.submit(worker.grade_sent, parcel, self._order, key=name, pure=False)
        self._sent[name] = _Sent(submission, key, future)
        future.add_done_callback(self._done.put)
        return None

    def _keep(self, key: str, result: SubmissionResult) -> SubmissionResult:
        return store_result(replace(result, key=key), self._settings)

    def _arrived(self) -> list[tuple[_Sent, bytes | None]]:
        """The answers that have arrived within two seconds; None for a submission that ended every worker."""
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
                found.append((self._sent.pop(future.key), answer))
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
        except Exception as error:  # `worker.grade` raises nothing: it did not run
            raise KitError(
                f"The cluster at {self._address} did not run the kit ({short(error)}): what is graded is kept. See that "
                "its scheduler and workers run, then run it again to go on."
            ) from error

    def _received(self, sent: _Sent, answer: bytes | None) -> SubmissionResult:
        """The result, checked and stored."""
        submission, key, _ = sent
        if answer is None:
            reason = (
                "Every worker that graded this was lost while it did (for want of memory?): grade it alone, on this "
                "machine, or on workers with more memory."
            )
            return self._keep(key, without_grade(submission, reason))
        try:
            result, exhibits = result_in(submission, answer)
        except ValueError as error:
            reason = f"What its worker sent is no result of this kit ({short(error)}): grade it again."
            return self._keep(key, without_grade(submission, reason))
        result = self._keep(key, result)
        if exhibits is not None and self._settings.store is not None:
            with contextlib.suppress(OSError):  # then they are drawn again
                Store(self._settings.store).put_exhibits(key, exhibits)
        return result

    def _look(self) -> None:
        """Count the workers' threads; raises KitError where the cluster has no worker left."""
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
        """Cancel what is not graded yet, and end the workers' warm sandboxes."""
        with contextlib.suppress(Exception):  # the scheduler may be gone
            self._client.cancel([sent.future for sent in self._sent.values()], force=True)
            self._client.run(worker.end, on_error="ignore")  # awaited: a client that closes sends nothing more


def packed_with_key(submission: Submission, settings: Settings) -> tuple[str, dict[str, Any]] | None:
    """The submission's key, and its files as bytes, which have just that key; None where the files go on changing."""

    def work(submission: Submission, key: str) -> tuple[str, dict[str, Any]]:
        reading_of(key, settings)(submission)
        parcel = packed(submission)
        contents = {submission.folder / name: content for name, content in parcel["files"].items()}
        hashes = {path: hash_of_bytes(one) for path, one in contents.items() if isinstance(one, bytes)}
        expect_key(submission, settings, key, hashes)
        return key, parcel

    return begun_anew(submission, settings, work)


def _refusal(problem: Any) -> WorkerRefusal | None:
    """What `worker.problem_with` has found, whose kit may be another, or the error that kept it from looking."""
    try:
        return problem and record_of(WorkerRefusal, problem)
    except NotThatRecord as error:
        why = problem if isinstance(problem, BaseException) else error
        return WorkerRefusal(f"it can't run the kit ({short(why)}): install vaekit[cluster] there.")


def _raise_refusal(worker: str, refusal: WorkerRefusal | None) -> None:
    if refusal is not None:
        sentence = f"The worker {worker} can't grade: {printable(refusal.refused)}"
        raise SandboxError(sentence) if refusal.sandbox else KitError(sentence)


def result_in(submission: Submission, answer: bytes) -> tuple[SubmissionResult, Exhibits | None]:
    """The result in a worker's answer, and what was drawn; raises ValueError where it is none of this submission.

    Raises KitError or SandboxError where the worker refuses it.
    """
    told, assignment = read_record(WorkerAnswer, answer), submission.assignment
    _raise_refusal(told.worker, told.refusal)
    result = told.result
    if result is None:
        raise ValueError("no result")
    wanted = [(task.id, task.points) for task in assignment.tasks]
    if result.reason is None and [(task.id, task.points) for task in result.tasks] != wanted:
        raise ValueError("other tasks than the assignment's")
    checked = replace(
        result,
        student=submission.student,
        path=str(submission.path),
        max_score=assignment.max_score,
        manual_max=assignment.manual_max,
    )
    return checked, told.exhibits
