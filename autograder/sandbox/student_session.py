"""The questions to one submission's notebook in the sandbox.

For each set of tasks that share the same reference parts a child of the worker loads the notebook afresh, so that the
reference of a task is never in the process where that task is graded. A child that dies or hangs costs the question at
hand: the next one gets a fresh child.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from autograder import wire
from autograder.authoring.assignment import Assignment, Task
from autograder.handin.notebook.lacking_packages import lacking_packages
from autograder.handin.notebook.python_source import python_source
from autograder.handin.submission import Handin
from autograder.records.errors import SandboxError
from autograder.records.outcomes import CannotCheck, CheckStopped, StudentFailed, TimedOut
from autograder.records.settings import Limits
from autograder.sandbox.child.connection import GRACE_S, ChildConnection
from autograder.sandbox.child.deadline import Deadline
from autograder.sandbox.child.failure_messages import RAISED, Failures
from autograder.sandbox.child.loading import NotebookLoader
from autograder.sandbox.child.outcomes import DISTURBED, NoStudentLine, TextWithheld, WorkerGone
from autograder.sandbox.child.replies import summary
from autograder.sandbox.question_names import questions_of
from autograder.sandbox.sandboxed_worker import Sandbox
from autograder.wire import MessageKind

_MAX_TIMEOUTS = 2  # of a task: an endless loop costs its own task, not the others' time
_MAX_REPEATS = 2  # times that a submission is asked again for the text of an error alone
_TIME_FOR_REPEAT = 0.25  # the part of a submission's time that must be left for it


@dataclass(frozen=True)
class _Question:
    name: str
    arguments: dict[str, Any]
    timeout_s: float | None


class Session:
    """Answers about one submission, as a check's `student` fixture asks for them."""

    def __init__(
        self,
        assignment: Assignment,
        handin: Handin,
        sandbox: Sandbox,
        limits: Limits,
        *,
        of_reference: bool = False,
    ) -> None:
        self._assignment = assignment
        self._handin = handin
        self._sandbox = sandbox
        self._limits = limits
        self._of_reference = of_reference
        program = handin.program()
        self._packages = lacking_packages(program, assignment)
        self._deadline = Deadline(limits)
        self._child = ChildConnection(sandbox, limits, self._deadline)
        self._failures = Failures(assignment, program, self._packages, of_reference=of_reference)
        self._loader = NotebookLoader(assignment, program, self._child, self._failures, limits, self._deadline)
        self._task = assignment.tasks[0]
        self._needs = self._task.needs  # tasks whose parts are the reference's
        self._may_use_own_parts = False
        self._timeouts = 0  # of questions of this task
        self._asked = 0  # questions of this submission
        self._repeats = 0

    @classmethod
    def of_reference(cls, assignment: Assignment, sandbox: Sandbox, limits: Limits) -> Session:
        """Return a session with the reference solution: a question that fails on it is wrong itself."""
        session = cls(assignment, Handin((), None, ()), sandbox, limits, of_reference=True)
        session._needs = tuple(task.id for task in assignment.tasks if task.solution_cell is not None)
        return session

    @property
    def notes(self) -> list[str]:
        """What people should know of the notebook's cells and imports."""
        errors = self._loader.cell_errors.items()
        return [
            *(package.sentence for package in self._packages),
            *(f"Cell `{cell}` stopped with {error}" for cell, error in errors),
        ]

    @property
    def was_refused(self) -> bool:
        """Whether the machine may have refused the student's code a process or thread."""
        return self._child.was_refused or self._failures.was_refused

    @property
    def _guarded(self) -> bool:
        """Whether reference parts lie in the student's process: no text that is made there is passed on."""
        return bool(self._needs) and not self._of_reference

    def turn_to(self, task: Task, earlier_are_right: bool = False) -> None:
        """Answer for `task` from now on: the parts of earlier tasks are the reference's.

        Where the student's own are right, a task whose code fails on the reference's is asked once with those: it
        may depend on what only they have, such as one more argument.
        """
        if task != self._task:
            self._task, self._needs, self._timeouts = task, task.needs, 0
            self._may_use_own_parts = earlier_are_right and bool(task.needs)

    def ask(self, question: str, *, timeout_s: float | None = None, **arguments: Any) -> dict[str, Any]:
        """Return the child's answer, a dict of arrays and JSON values. Raises a CheckStopped where there is none."""
        if question not in questions_of(self._assignment):
            raise CannotCheck(
                f"{self._assignment.name} has no question `{question}` in its questions.py: write it there."
            )
        asked = _Question(question, arguments, timeout_s)
        try:
            return self._ask_fairly(asked)
        except StudentFailed as failure:
            if self._may_use_own_parts:
                return self._ask_with_own_parts(asked)
            if isinstance(failure, TextWithheld):
                raise self._with_text(failure, asked) from None
            raise

    def source_of(self, cell: str) -> str:
        """Return the code of one of the student's cells as it is run; empty where there is none of that name."""
        found = (one.source for one in self._handin.program() if one.name == cell)
        return python_source(next(found, ""))

    def close(self) -> None:
        """End the child."""
        self._child.close()

    def _ask_fairly(self, question: _Question) -> dict[str, Any]:
        """Return the answer; a question that fails on the reference solution as well costs nobody points."""
        try:
            return self._ask(question)
        except NoStudentLine:
            problem = self._problem_on_reference(question)
            if problem is None:
                raise
            raise CannotCheck(
                f"The question `{question.name}` of {self._assignment.name} fails on the reference solution, too: "
                f"{problem}"
            ) from None

    def _problem_on_reference(self, question: _Question) -> str | None:
        """Return what the question fails with on the reference solution; None where that answers it."""
        known = _problems_on_reference.setdefault(self._assignment, {})
        if question.name not in known and not self._of_reference:
            started = time.monotonic()
            self._child.restart()
            trial = Session.of_reference(self._assignment, self._sandbox, self._limits)
            try:
                trial._ask(question)
                known[question.name] = None
            except TimedOut:
                pass  # a busy machine is no mistake of the question's
            except CheckStopped as stopped:
                known[question.name] = stopped.message.removeprefix(RAISED)
            finally:
                trial.close()
            self._deadline.extend(time.monotonic() - started)
        return known.get(question.name)

    def _ask_with_own_parts(self, question: _Question) -> dict[str, Any]:
        """Return the answer that the student's own earlier parts give; where they give none, the failure without them."""
        self._may_use_own_parts, self._needs = False, ()
        try:
            return self._ask_fairly(question)
        except CheckStopped:
            self._needs = self._task.needs
            raise

    def _with_text(self, failure: TextWithheld, question: _Question) -> CheckStopped:
        """Return the failure with the text that the same line raises where no reference is, if it raises one there."""
        may_repeat = self._repeats < _MAX_REPEATS and self._deadline.leaves(_TIME_FOR_REPEAT)
        if may_repeat and not self._failures.knows_text(failure.place):
            self._repeats += 1
            needs, timeouts, self._needs = self._needs, self._timeouts, ()
            try:
                self._ask(question)
            except CheckStopped:
                pass  # the text was noted, if one came
            finally:
                self._needs, self._timeouts = needs, timeouts
        return self._failures.with_known_text(failure)

    def _ask(self, question: _Question) -> dict[str, Any]:
        """Ask a child that has loaded the notebook, and again where somebody else has ended it."""
        while True:
            if self._timeouts >= _MAX_TIMEOUTS:
                raise TimedOut(
                    f"Not asked: your code gave no answer in time {_MAX_TIMEOUTS} times before, in this task."
                )
            self._load()
            seconds = min(question.timeout_s or self._limits.question_s, self._deadline.remaining_s())
            try:
                return self._ask_child(question, seconds)
            except TimedOut:
                self._timeouts += 1
                raise
            except WorkerGone:
                continue

    def _load(self) -> None:
        """Load the notebook with the reference parts that the task needs."""
        ready_error = self._loader.load(self._needs, guarded=self._guarded)
        if ready_error is not None and self._of_reference:
            raise SandboxError(f"questions.py of {self._assignment.name} fails in `ready`: {summary(ready_error)}")

    def _ask_child(self, question: _Question, seconds: float) -> dict[str, Any]:
        self._asked += 1
        message = wire.Ask(question.name, question.arguments, seconds, self._asked)
        reply = self._child.exchange(message, seconds + GRACE_S)
        if reply.kind is None or reply.number != self._asked:
            self._child.restart()  # an answer to another question: more may wait behind it
            raise StudentFailed(DISTURBED)
        if reply.kind is MessageKind.ANSWER and reply.answer is not None:
            return self._failures.disclosed(reply.answer, guarded=self._guarded)
        if reply.kind is MessageKind.MISSING:
            raise self._failures.missing(reply.name, self._loader.cell_errors, guarded=self._guarded)
        raise self._failures.failure(reply.error, guarded=self._guarded)


# What each question that was tried fails with on the reference solution
_problems_on_reference: dict[Assignment, dict[str, str | None]] = {}
