"""Answers in JSON to what a page asks of a text, and to what it orders."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from tornado import web

from autograder.course.feedback.html import environment
from autograder.marking.web.handler import Handler, OfSettling, OfTraining
from autograder.records.errors import KitError
from autograder.records.marking.marks import Conflict, Locked


class Answer(Handler):
    """Questions of a page about a text, and what it writes: JSON both ways."""

    _STATUS = ((Conflict, 409), (Locked, 423), (KitError, 400))

    @web.authenticated
    async def get(self, assignment: str, cell: str, what: str) -> None:
        if what == "beside":
            await self._answer(self._exhibits(assignment, cell, self.get_query_argument("handle", "")))
        else:
            await self._work(assignment, cell, self._questions(self.marker).get(what))

    def _questions(self, marker: str) -> dict[str, Callable[[Any], Any]]:
        ask = self.get_query_argument
        return {
            **self._questions_of_text(marker),
            "overview": lambda table: table.overview(
                marker, ask("filter", "unmarked"), ask("level", ""), ask("alike", "") == "1"
            ),
        }

    def _questions_of_text(self, marker: str) -> dict[str, Callable[[Any], Any]]:
        handle = self.get_query_argument("handle", "")
        return {
            "text": lambda table: table.text(handle, marker),
            "name": lambda table: {"name": table.name(handle)},
        }

    @web.authenticated
    async def post(self, assignment: str, cell: str, what: str) -> None:
        marker = self.marker
        try:
            order = json.loads(self.request.body or b"{}")
        except (ValueError, RecursionError):  # nested too deep
            order = None
        if not isinstance(order, dict):
            self._tell(400, "This page sent what is no JSON: load it anew.")
            return
        await self._work(assignment, cell, self._orders(marker, order).get(what))

    def _orders(self, marker: str, order: dict[str, Any]) -> dict[str, Callable[[Any], Any]]:
        return {
            "next": lambda table: {"text": table.next(marker, order)},
            "save": lambda table: table.save(marker, order),
            "undo": lambda table: {"text": table.undo(marker)},
            "flag": lambda table: table.flag(marker, order),
            "renew": lambda table: table.renew(marker, order),
            "release": lambda table: table.release(marker),
            "skip": lambda table: table.skip(marker, order),
        }

    async def _work(self, assignment: str, cell: str, work: Callable[[Any], Any] | None) -> None:
        if work is None:
            self._tell(404, "There is no such question: load the page anew.")
        else:
            await self._answer(self._table(assignment, cell, work))

    async def _answer(self, asked: Awaitable[Any]) -> None:
        try:
            found = await asked
        except KitError as error:
            status = next(number for kind, number in self._STATUS if isinstance(error, kind))
            self._tell(status, str(error))
            return
        self._tell(200, found)

    def _tell(self, status: int, said: Any) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cache-Control", "no-store")
        self.finish(json.dumps(said if status == 200 else {"message": said}))

    async def _exhibits(self, assignment: str, cell: str, handle: str) -> dict[str, str]:
        read = await self._table(assignment, cell, lambda table: table.beside(handle))
        template = environment().get_template("marking/beside.html")
        return await self._service.read(lambda: {"html": template.render(exhibits=read())})


class TrainingAnswer(OfTraining, Answer):
    """Questions of a page about a training text."""


class SettlingAnswer(OfSettling, Answer):
    """Questions of a page about a text that two markers have marked, and what they settle on."""

    def _questions(self, marker: str) -> dict[str, Callable[[Any], Any]]:
        return {**self._questions_of_text(marker), "overview": lambda table: table.overview(marker)}

    def _orders(self, marker: str, order: dict[str, Any]) -> dict[str, Callable[[Any], Any]]:
        return {
            "save": lambda table: table.save(marker, order),
            "undo": lambda table: {"text": table.undo(marker)},
            "renew": lambda table: table.renew(marker, order),
            "skip": lambda table: table.skip(marker, order),
        }
