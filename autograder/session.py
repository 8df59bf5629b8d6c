"""One submission's notebook in the sandbox: loading it, asking it, and going on after it died.

For each set of tasks that share the same reference parts a child of the worker loads the notebook afresh, so
the reference of a task is never in the process where that task is graded. A child that dies or hangs costs the
question at hand: the next one gets a fresh child.
"""

from __future__ import annotations

import marshal
import socket
import time
from functools import cache
from typing import Any

import numpy as np

from autograder import protocol
from autograder.assignment import Assignment, Task
from autograder.cells import template
from autograder.intake import Handin
from autograder.notebook import Cell, Role, python_source
from autograder.results import Blocked, CheckStopped, SandboxError, StudentFailed, TimedOut, printable
from autograder.sandbox import Limits, Sandbox

_PREPARE_S = 60.0  # the kit's own cells import matplotlib and the like: seconds on a cold disk
_PREPARE_AGAIN_S = 20.0  # a worker that has served and is slower than this was hurt
_GRACE_S = 3.0  # for the worker to report by itself that the time is over
_STUB = "NotImplementedError"
_PATIENCE = (
    2  # questions of a task that may run out of time: an endless loop costs its own task, not the others' time
)
_FROM_OUTSIDE = 2  # times that a submission's worker may be ended from outside; memory it takes may end it, too
_ENDED = "The grader's process was ended from outside."


class _WorkerGone(CheckStopped):
    """The worker is dead, and which statement did it is not known, or none did."""


class Session:
    """Answers about one submission, as a check's `student` fixture asks for them."""

    def __init__(self, assignment: Assignment, handin: Handin, sandbox: Sandbox, limits: Limits) -> None:
        self._assignment = assignment
        self._handin = handin
        self._sandbox = sandbox
        self._limits = limits
        self._deadline = time.monotonic() + limits.submission_s
        self._task = assignment.tasks[0]
        self._needs = self._task.needs  # tasks whose parts are the reference's
        self._may_use_own = False
        self._served = False  # whether the student's code has run beside this worker
        self._questions = 0
        self._timed_out = 0  # questions of this task
        self._connection: socket.socket | None = None
        self._loaded_for: tuple[str, ...] | None = None
        self._skip: list[tuple[int, int]] = []
        self._careful = False  # whether the worker is asked after each statement if it still lives
        self._gone = 0  # how often a worker that no child can reach has gone
        self._failed_loads = 0
        self.cell_errors: dict[str, str] = {}

    def turn_to(self, task: Task, earlier_are_right: bool = False) -> None:
        """Answer for `task` from now on: earlier tasks' parts are the reference's.

        Where the student's own are right, a task whose code fails on the reference's is asked once with those: it
        may lean on what only they have, such as an argument more.
        """
        if task != self._task:
            self._task, self._needs, self._timed_out = task, task.needs, 0
            self._may_use_own = earlier_are_right and bool(task.needs)

    def ask(self, question: str, *, timeout_s: float | None = None, **arguments: Any) -> dict[str, Any]:
        """The worker's answer: a dict of arrays and JSON values. Raises a CheckStopped where there is none."""
        try:
            return self._ask(question, timeout_s, arguments)
        except StudentFailed:
            if not self._may_use_own:
                raise
            return self._ask_with_own_parts(question, timeout_s, arguments)

    def _ask_with_own_parts(
        self, question: str, timeout_s: float | None, arguments: dict[str, Any]
    ) -> dict[str, Any]:
        """The answer that the student's own earlier parts give; where they give none, the failure without them."""
        self._may_use_own, self._needs = False, ()
        try:
            return self._ask(question, timeout_s, arguments)
        except CheckStopped:
            self._needs = self._task.needs
            raise

    def _ask(self, question: str, timeout_s: float | None, arguments: dict[str, Any]) -> dict[str, Any]:
        if self._timed_out >= _PATIENCE:
            raise TimedOut(f"Not asked: your code gave no answer in time {_PATIENCE} times before, in this task.")
        self._ready()
        seconds = min(timeout_s or self._limits.question_s, self._time_left())
        self._questions += 1
        message = {
            "kind": "ask",
            "question": question,
            "arguments": arguments,
            "timeout_s": seconds,
            "number": self._questions,
        }
        try:
            return self._verdict(self._exchange(message, seconds + _GRACE_S))
        except TimedOut:
            self._timed_out += 1
            raise
        except _WorkerGone:
            return self._ask(question, timeout_s, arguments)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._sandbox.end_child()
        self._connection = self._loaded_for = None

    def _time_left(self) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimedOut(
                f"The grading of this submission stopped after {self._limits.submission_s:g} s: the code before "
                "this check took too long. Does something in your notebook wait, or loop for ever?"
            )
        return left

    # --- talking to the child ---

    def _exchange(self, message: dict[str, Any] | None, timeout_s: float) -> dict[str, Any]:
        """Send (if there is a message) and receive; what goes wrong ends the child and is the check's outcome."""
        connection = self._connection
        assert connection is not None
        try:
            if message is not None:
                protocol.send(connection, message, timeout_s)
            return protocol.receive(connection, timeout_s, self._watch_memory)
        except protocol.DeadlinePassed:
            self._restart()
            raise TimedOut(f"Your code gave no answer within {timeout_s - _GRACE_S:.0f} s.") from None
        except protocol.ConnectionLost:
            ended_from_outside = self._ended_from_outside()
            self._restart()
            if ended_from_outside:
                raise _WorkerGone(_ENDED) from None
            raise StudentFailed(
                "Your code ended the Python process (an exit, a crash or too much memory) while this was checked."
            ) from None
        except protocol.ProtocolError as error:
            self._restart()
            raise StudentFailed(f"Your code disturbed the grader's questions: {error}") from None
        except CheckStopped:
            self._restart()
            raise

    def _ended_from_outside(self) -> bool:
        """Whether a worker that no child can reach has gone, and its child with it; but not again and again.

        The next one's start is not on the student's clock.
        """
        if not self._sandbox.apart or self._sandbox.lives():
            return False
        self._gone += 1
        if self._gone > _FROM_OUTSIDE:
            return False
        self._deadline += _PREPARE_S
        return True

    def _watch_memory(self) -> None:
        if self._sandbox.memory_mib() > self._limits.memory_mib:
            raise StudentFailed(f"Your code used more than {self._limits.memory_mib} MiB of memory.")

    def _restart(self) -> None:
        """Forget the child, and the worker too if what hangs or lies may have touched it."""
        self.close()
        if not self._sandbox.apart:
            self._renew_worker()

    def _renew_worker(self) -> None:
        self.close()
        self._sandbox.close()
        self._served = False

    def _verdict(self, reply: dict[str, Any]) -> dict[str, Any]:
        number = reply.get("number")
        if type(number) is not int or number != self._questions or not isinstance(reply.get("kind"), str):
            self._restart()  # an answer to another question: more may wait behind it
            raise StudentFailed("Your code disturbed the grader's questions.")
        if reply.get("kind") == "answer" and isinstance(reply.get("answer"), dict):
            answer: dict[str, Any] = reply["answer"]
            return answer
        if reply.get("kind") == "missing":
            raise Blocked(self._missing(str(reply.get("name"))))
        error = reply.get("error")
        if not isinstance(error, dict):
            raise StudentFailed("Your code disturbed the grader's questions.")
        if _clean(error.get("type")) == "OutOfTime":
            raise TimedOut(f"Your code gave no answer in time ({_clean(error.get('text'))}).")
        if _clean(error.get("type")) == _STUB:
            raise Blocked(f"Not written yet: {_clean(error.get('text')) or 'the stub is still there'}")
        raise StudentFailed(f"Your code raised {tell(error)}")

    def _missing(self, name: str) -> str:
        """Why a name is not there, and what to do."""
        task = next((task for task in self._assignment.tasks if name in task.defines), None)
        cell = task.solution_cell if task and task.solution_cell else "the notebook"
        because = self.cell_errors.get(cell)
        if because:
            return f"`{_clean(name)}` is missing: cell `{cell}` stopped with {because}"
        return f"`{_clean(name)}` is missing: write it in the cell `{cell}`."

    # --- loading ---

    def _ready(self) -> None:
        """A child that has loaded the notebook with the reference parts that the task needs."""
        while self._connection is None or self._loaded_for != self._needs:
            self.close()
            self._time_left()
            if self._failed_loads > self._limits.restarts:
                raise Blocked(
                    "The notebook could not be loaded: its code ended or blocked Python again and again."
                )
            self._load()

    def _load(self) -> None:
        try:
            self._connection = self._sandbox.fork()
        except SandboxError:
            if not self._served:
                raise
            self._renew_worker()  # the student's code has hurt the worker: a new one is not hurt
            self._connection = self._sandbox.fork()
        self._loaded_for = self._needs
        message = {
            "kind": "load",
            "questions": _compiled("questions", self._assignment.questions_source),
            "helpers": {name: _compiled(name, text) for name, text in self._assignment.helper_sources.items()},
            "given": [self._cell(template(self._assignment)[name]) for name in self._assignment.given],
            "reference": [self._reference(task_id) for task_id in self._needs],
            "cells": [self._cell(cell) for cell in self._handin.program()],
            "skip": self._skip,
            "statement_s": self._limits.statement_s,
            "careful": self._careful,
        }
        if not self._prepare(message):
            return
        self._served = True
        place: tuple[int, int] | None = None
        try:
            reply = self._exchange({"kind": "run"}, self._statement_wait())
            while _says(reply, "running"):
                if self._careful and place is not None:
                    self._expect_worker()
                place = self._place(reply)
                reply = self._exchange({"kind": "go"} if self._careful else None, self._statement_wait())
            if not _says(reply, "loaded"):
                self._restart()
                raise StudentFailed("Your code disturbed the grader's questions.")
            self._expect_worker()
        except CheckStopped as stopped:
            self._pass_over(place, stopped)
            return
        self._note_errors(reply)

    def _expect_worker(self) -> None:
        """Fail where a statement has killed or stopped the worker: no child of it can be asked anything.

        Which one it was is not known at first; from then on each is followed by this question.
        """
        if self._sandbox.lives():
            return
        ended_from_outside = self._ended_from_outside()
        self._restart()
        if ended_from_outside:
            raise _WorkerGone(_ENDED)
        found, self._careful = self._careful, True
        raise StudentFailed("Your code ended or stopped the grader's process.") if found else _WorkerGone("")

    def _prepare(self, message: dict[str, Any]) -> bool:
        """The kit's own part of loading: no student code has run in this child yet, so a failure is ours.

        Unless it has run beside the worker before, or someone else has ended that: then a new worker gets its turn, and
        this says False.
        """
        excused = self._served
        try:
            reply = self._exchange(message, _PREPARE_AGAIN_S if self._served else _PREPARE_S)
            problem = "" if _says(reply, "prepared") else _clean(reply)
        except CheckStopped as stopped:
            problem = stopped.message
            excused |= isinstance(stopped, _WorkerGone)
        if problem:
            self._renew_worker()
            self._failed_loads += 1
            if not excused:
                raise SandboxError(f"The worker could not prepare the notebook: {problem}")
        return not problem

    def _place(self, reply: dict[str, Any]) -> tuple[int, int] | None:
        """The cell and statement that the child says it runs, if it may be believed."""
        place = reply.get("place")
        if isinstance(place, list) and len(place) == 2 and all(type(item) is int for item in place):
            return (place[0], place[1]) if 0 <= place[0] < len(self._handin.program()) else None
        return None

    def _statement_wait(self) -> float:
        return min(self._limits.statement_s, self._time_left()) + _GRACE_S

    def _pass_over(self, place: tuple[int, int] | None, stopped: CheckStopped) -> None:
        """Load again without the statement that ended the child; it goes on as if it had failed."""
        self._failed_loads += 1
        if place is None or isinstance(stopped, _WorkerGone):
            return
        self._skip.append(place)
        cell = self._handin.program()[place[0]].name
        self.cell_errors.setdefault(cell, stopped.message)

    def _note_errors(self, reply: dict[str, Any]) -> None:
        errors = reply.get("errors")
        for error in errors if isinstance(errors, list) else []:
            if isinstance(error, dict) and _clean(error.get("type")) != _STUB:
                cell = _clean(error.get("cell"))
                self.cell_errors.setdefault(cell, tell(error, inside=cell))

    def _reference(self, task_id: str) -> dict[str, Any]:
        task = self._assignment.task(task_id)
        assert task.solution_cell is not None
        cell = self._cell(template(self._assignment)[task.solution_cell])
        return {**cell, "defines": task.defines}

    def _cell(self, cell: Cell) -> dict[str, Any]:
        source = cell.source if cell.role is Role.GIVEN else python_source(cell.source)
        return {"name": cell.name, "source": source}


@cache
def _compiled(name: str, source: str) -> np.ndarray[Any, Any]:
    """A file of the kit's, compiled for the worker: (bytes,) of uint8. To compile it takes a child ten times as long."""
    return np.frombuffer(marshal.dumps(compile(source, f"<{name}>", "exec")), np.uint8)


def _says(reply: dict[str, Any], kind: str) -> bool:
    """Whether a reply is of that kind: what it says may be of any type."""
    said = reply.get("kind")
    return isinstance(said, str) and said == kind


def tell(error: dict[str, Any], inside: str = "") -> str:
    """A student's exception in one line: type, text, and where; a reader who knows the cell is told the line."""
    where = _clean(error.get("where"))
    line = error.get("line") if type(error.get("line")) is int else 0
    place = "" if not where else f" (line {line}" + (")" if where == inside else f" of cell `{where}`)")
    return f"{_clean(error.get('type'))}: {_clean(error.get('text'))}{place}"


def _clean(text: Any) -> str:
    """Untrusted text as one printable line of at most 400 characters."""
    return printable("" if text is None else str(text)[:4000])[:400]
