"""What all pages and answers of the desk have in common, and whose texts they are of."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar, cast

from jupyter_server.base.handlers import JupyterHandler

from autograder.course.feedback.html import environment
from autograder.marking.desk.marking_table import MarkingTable
from autograder.marking.web.service import Service, account

PREFIX = "vaekit/marking"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)  # a text may align its tables' cells by a style; no script stands in a page
_T = TypeVar("_T")


class Handler(JupyterHandler):
    """What all pages and answers have in common."""

    def initialize(self, service: Service) -> None:
        self._service = service

    @property
    def content_security_policy(self) -> str:
        return _POLICY

    @property
    def marker(self) -> str:
        """Who marks: the account of JupyterHub, else that of the system."""
        if os.environ.get("JUPYTERHUB_API_TOKEN") and self.current_user is not None:
            return str(cast(Any, self.current_user).username)
        return account()

    async def _table(self, assignment: str, cell: str, work: Callable[[MarkingTable], _T]) -> _T:
        return await self._service.ask(lambda desk: work(desk.table(assignment, cell)))

    def _page(self, template: str, **values: Any) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Cache-Control", "no-store")
        base = f"{self.base_url}{PREFIX}/"
        self.finish(environment().get_template(f"marking/{template}").render(base=base, **values))

    def _list(self, texts: list[dict[str, Any]], problem: str) -> None:
        """The page that lists the texts, or says why there are none."""
        self._page("start.html", kind="start", script="", texts=texts, problem=problem)


class OfTraining(Handler):
    """The same page and the same answers, of training texts in place of the class's."""

    async def _table(self, assignment: str, cell: str, work: Callable[[Any], _T]) -> _T:
        return await self._service.ask(lambda desk: work(desk.training(assignment, cell)))


class OfSettling(Handler):
    """The double marks of one text."""

    async def _table(self, assignment: str, cell: str, work: Callable[[Any], _T]) -> _T:
        return await self._service.ask(lambda desk: work(desk.settling(assignment, cell)))
