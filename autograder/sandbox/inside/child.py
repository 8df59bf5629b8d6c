"""Runs inside the sandbox: a notebook loaded in this process, and the questions that it answers.

A child knows no expected value, no check and no verdict. The reference parts that it is given are those of tasks that are
not graded in it.
"""

from __future__ import annotations

import importlib
import marshal
import socket
import types
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import wire  # type: ignore[import-not-found, unused-ignore]  # beside this file, in the sandbox
from cells import (  # type: ignore[import-not-found, unused-ignore]
    MissingName,
    Parts,
    load_questions,
    new_main_module,
    statements,
)
from errors import describe  # type: ignore[import-not-found, unused-ignore]
from time_limit import time_limit  # type: ignore[import-not-found, unused-ignore]
from wire import MessageKind, Reply  # type: ignore[import-not-found, unused-ignore]


class _Program(NamedTuple):
    """The student's part of a notebook, and the reference parts that stand in place of the student's own."""

    cells: Sequence[wire.CellCode]
    skip: set[tuple[int, int]]
    statement_s: float
    confirm_each: bool
    reference: dict[str, Any]


class Child:
    """Serves one connection: loads a notebook, then answers questions with plain data."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._questions: dict[str, Any] = {}
        self._namespace: dict[str, Any] = {}

    def serve(self) -> None:
        """Answer messages until the connection closes, which raises wire.ConnectionLost."""
        while True:
            message = wire.receive(self._connection)
            if message["kind"] == MessageKind.LOAD:
                self._reply(self._load(message))
            else:
                self._reply(self._answer(wire.Ask.from_dict(message)))

    def _reply(self, reply: wire.Message) -> None:
        try:
            frame = wire.encode_frame(reply)
        except (TypeError, ValueError) as error:
            frame = wire.encode_frame(Reply(MessageKind.ERROR, reply.number, error=describe(error)))
        self._connection.settimeout(None)
        self._connection.sendall(frame)

    def _load(self, message: dict[str, Any]) -> wire.Reply:
        """Prepare with the kit's own code, say so, then run the student's cells."""
        try:
            program = self._prepare(message)
        except Exception as error:  # no student code has run: the other side must know that it is the kit's
            return Reply(MessageKind.KIT_ERROR, error=describe(error))
        wire.send(self._connection, Reply(MessageKind.PREPARED))
        wire.receive(self._connection)
        errors = self._run_cells(program)
        ready_error = None
        try:
            self._questions["ready"](self._namespace)
        except Exception as error:  # of the assignment's own code, or of what the student's has changed under it
            ready_error = describe(error)
        return Reply(MessageKind.LOADED, errors=errors, ready_error=ready_error)

    def _prepare(self, message: dict[str, Any]) -> _Program:
        """Run the kit's own code, and empty the message: student code can read it in the frames below its own."""
        load = wire.Load.from_dict(message)
        message.clear()
        helpers = {name: _code(compiled) for name, compiled in load.helpers.items()}
        self._questions = load_questions(_code(load.questions), helpers)
        self._namespace = new_main_module()
        self._questions["prepare"](self._namespace)
        for cell in load.given:
            _run_kit_cell(cell, self._namespace)
        reference = self._run_reference(load.reference)
        skip = {(cell, statement) for cell, statement in load.skip}
        return _Program(load.cells, skip, load.statement_s, load.confirm_each, reference)

    def _run_reference(self, cells: Sequence[wire.CellCode]) -> dict[str, Any]:
        """Run the reference parts in a namespace of their own, and put them where the student's would stand."""
        private = dict(self._namespace)
        for cell in cells:
            _run_kit_cell(cell, private)
        parts = {name: private[name] for cell in cells for name in cell.defines}
        self._namespace.update(parts)
        return parts

    def _run_cells(self, program: _Program) -> list[wire.ErrorReport]:
        """Run the student's cells, statement by statement: a failing one costs only what it defines."""
        errors = []
        for number, cell in enumerate(program.cells):
            try:
                compiled = statements(cell.name, cell.source)
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                errors.append(describe(error, cell.name))
                continue
            for index, statement in enumerate(compiled):
                if (number, index) in program.skip:
                    continue
                wire.send(self._connection, Reply(MessageKind.RUNNING, place=(number, index)))
                if program.confirm_each:
                    wire.receive(self._connection)
                report = self._attempt(statement, program.statement_s, cell.name)
                if report is not None:
                    errors.append(report)
            self._namespace.update(program.reference)
        return errors

    def _attempt(self, code: types.CodeType, timeout_s: float, cell: str) -> wire.ErrorReport | None:
        """Run a statement, and return its error."""
        try:
            with time_limit(timeout_s):
                waiting = eval(code, self._namespace)  # None, but for a statement with `await`
                if isinstance(waiting, types.CoroutineType):
                    importlib.import_module("asyncio").run(waiting)
        except BaseException as error:  # whatever the student's statement does, the next one gets its turn
            return describe(error, cell)
        return None

    def _answer(self, ask: wire.Ask) -> wire.Reply:
        try:
            question: Callable[..., dict[str, Any]] = self._questions[ask.question]
            with time_limit(ask.timeout_s):
                answer = question(Parts(self._namespace), **_writable(ask.arguments))
            return Reply(MessageKind.ANSWER, ask.number, answer=answer)
        except MissingName as error:
            return Reply(MessageKind.MISSING, ask.number, name=str(error))
        except BaseException as error:  # the student's code may raise anything; all of it is its answer
            return Reply(MessageKind.ERROR, ask.number, error=describe(error))


def _run_kit_cell(cell: wire.CellCode, namespace: dict[str, Any]) -> None:
    """Run a cell of the kit's own."""
    exec(compile(cell.source, wire.code_name(cell.name), "exec"), namespace)


def _writable(value: Any) -> Any:
    """Return the arguments of a question with arrays of their own, which the student's code may change in place."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, dict):
        return {key: _writable(item) for key, item in value.items()}
    return [_writable(item) for item in value] if isinstance(value, list) else value


def _code(compiled: Any) -> types.CodeType:
    """Return what the grader, which is the same Python, has compiled once for all children: (bytes,) of uint8."""
    code: types.CodeType = marshal.loads(compiled.tobytes())
    return code
