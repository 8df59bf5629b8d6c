"""The loading of a notebook: a child runs the kit's own cells, the reference parts and the student's cells.

A statement that ends or blocks the child costs only what it defines: the notebook is loaded again without it.
"""

from __future__ import annotations

import marshal
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from autograder import wire
from autograder.authoring.assignment import Assignment
from autograder.handin.notebook.instructors_cells import instructors_cells
from autograder.handin.notebook.python_source import python_source
from autograder.records.cell import Cell, Role
from autograder.records.errors import REFUSED, MachineRefused, SandboxError
from autograder.records.outcomes import Blocked, CheckStopped, StudentFailed, TimedOut
from autograder.records.settings import Limits
from autograder.sandbox.child.connection import GRACE_S, PREPARE_AGAIN_S, PREPARE_S, ChildConnection
from autograder.sandbox.child.deadline import Deadline
from autograder.sandbox.child.failure_messages import Failures
from autograder.sandbox.child.outcomes import DIED, DISTURBED, ENDED_FROM_OUTSIDE, WorkerGone
from autograder.sandbox.child.replies import summary
from autograder.wire import CellCode, MessageKind

if TYPE_CHECKING:
    import numpy as np


class NotebookLoader:
    """Loads one submission's notebook into children, each with the reference parts of the tasks that it needs."""

    def __init__(
        self,
        assignment: Assignment,
        program: Sequence[Cell],
        child: ChildConnection,
        failures: Failures,
        limits: Limits,
        deadline: Deadline,
    ) -> None:
        self._assignment = assignment
        self._program = program
        self._child = child
        self._failures = failures
        self._limits = limits
        self._deadline = deadline
        self._loaded_with: tuple[str, ...] = ()
        self._skipped: list[tuple[int, int]] = []  # numbers of cells and statements
        self._confirms_each = False  # whether the worker is asked before each statement if it still lives
        self._failed_loads = 0
        self.cell_errors: dict[str, str] = {}  # what stopped a cell first

    def load(self, needs: tuple[str, ...], *, guarded: bool) -> wire.ErrorReport | None:
        """Load the notebook with the reference parts of those tasks, unless it is loaded so.

        Returns the error of the assignment's own `ready`, if it raised one. Raises SandboxError, MachineRefused, TimedOut
        or Blocked where the notebook can't be loaded.
        """
        ready_error = None
        while not self._child.is_open or self._loaded_with != needs:
            self._child.close()
            self._deadline.remaining_s()
            if self._failed_loads > self._limits.restarts:
                raise Blocked(
                    "The notebook could not be loaded: its code ended or blocked Python again and again."
                )
            ready_error = self._try_to_load(needs, guarded)
        return ready_error

    def _try_to_load(self, needs: tuple[str, ...], guarded: bool) -> wire.ErrorReport | None:
        """Load once; where that fails the child is closed."""
        self._child.open()
        self._loaded_with = needs
        if not self._prepare(self._load_message(needs)):
            return None
        self._child.has_run_student_code = True
        running: tuple[int, int] | None = None
        try:
            reply = self._child.exchange({"kind": MessageKind.RUN}, self._statement_timeout_s())
            while reply.kind is MessageKind.RUNNING:
                if self._confirms_each and running is not None:
                    self._expect_worker()
                running = self._statement(reply.place)
                proceed = {"kind": MessageKind.PROCEED} if self._confirms_each else None
                reply = self._child.exchange(proceed, self._statement_timeout_s())
            if reply.kind is not MessageKind.LOADED:
                self._child.restart()
                raise StudentFailed(DISTURBED)
            self._expect_worker()
        except CheckStopped as stopped:
            self._pass_over(running, stopped)
            return None
        for error in reply.errors:
            sentence = self._failures.stopped_cell(error, guarded=guarded)
            if sentence is not None:
                self.cell_errors.setdefault(error.loaded_cell, sentence)
        return reply.ready_error

    def _load_message(self, needs: tuple[str, ...]) -> wire.Load:
        cells = instructors_cells(self._assignment)
        return wire.Load(
            questions=_compiled("questions", self._assignment.questions_source),
            helpers={name: _compiled(name, text) for name, text in self._assignment.helper_sources.items()},
            given=[_code(cells[name]) for name in self._assignment.given],
            reference=[self._reference(task_id) for task_id in needs],
            cells=[_code(cell) for cell in self._program],
            skip=self._skipped,
            statement_s=self._limits.statement_s,
            confirm_each=self._confirms_each,
        )

    def _reference(self, task_id: str) -> CellCode:
        task = self._assignment.task(task_id)
        assert task.solution_cell is not None
        return _code(instructors_cells(self._assignment)[task.solution_cell])._replace(defines=task.defines)

    def _prepare(self, message: wire.Load) -> bool:
        """Have the child run the kit's own part of the notebook; return whether it did.

        No student code has run in this child, so a failure is the kit's. It is excused where student code has run beside
        the worker before, or somebody has ended the worker: then a new worker gets its turn.
        """
        is_excused = self._child.has_run_student_code
        problem = ""
        try:
            reply = self._child.exchange(message, PREPARE_AGAIN_S if is_excused else PREPARE_S)
            if reply.kind is not MessageKind.PREPARED:
                problem = summary(reply.error)
            if reply.kind is MessageKind.REFUSED:
                raise MachineRefused(f"{REFUSED} ({problem}): it is no fault of the student's.")
        except TimedOut:
            problem = "it gave no answer in time"
        except CheckStopped as stopped:
            problem = "its process ended" if stopped.message in (DIED, ENDED_FROM_OUTSIDE) else stopped.message
            is_excused |= isinstance(stopped, WorkerGone)
        if problem:
            self._child.renew_worker()
            self._failed_loads += 1
            if not is_excused:
                raise SandboxError(f"The worker could not prepare the notebook: {problem}")
        return not problem

    def _expect_worker(self) -> None:
        """Fail where a statement has killed or stopped the worker, of which no child can be asked anything then.

        Which statement it was is not known at first; from then on the worker is asked after each.
        """
        if self._child.worker_survived():
            return
        if not self._confirms_each:
            self._confirms_each = True
            raise WorkerGone("")
        raise StudentFailed("Your code ended or stopped the grader's process.")

    def _statement(self, place: tuple[int, int] | None) -> tuple[int, int] | None:
        """Return the cell and statement that the child says it runs, if they exist."""
        return place if place is not None and 0 <= place[0] < len(self._program) else None

    def _statement_timeout_s(self) -> float:
        return min(self._limits.statement_s, self._deadline.remaining_s()) + GRACE_S

    def _pass_over(self, running: tuple[int, int] | None, stopped: CheckStopped) -> None:
        """Leave the statement that ended the child out of the next loading, as if it had raised."""
        self._failed_loads += 1
        if running is None or isinstance(stopped, WorkerGone):
            return
        self._skipped.append(running)
        self.cell_errors.setdefault(self._program[running[0]].name, stopped.message)


def _code(cell: Cell) -> CellCode:
    return CellCode(cell.name, cell.source if cell.role is Role.GIVEN else python_source(cell.source))


@cache
def _compiled(module: str, source: str) -> np.ndarray[Any, Any]:
    """Return a file of the kit's, compiled: (bytes,) of uint8. Compiling it would take each child ten times as long."""
    import numpy as np

    return np.frombuffer(marshal.dumps(compile(source, wire.code_name(module), "exec")), np.uint8)
