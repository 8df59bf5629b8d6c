"""The desk as an extension of the Jupyter server: pages from templates, and answers in JSON, for who is logged in there.

Everything that reads or writes a course's marks is done by one thread, so that the server goes on meanwhile. What stands
beside a text is read by another one: a class's hand-ins take seconds to read, and no mark waits for them.
"""

from __future__ import annotations

import asyncio
import getpass
import json
import os
import re
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast

from jupyter_server.base.handlers import JupyterHandler
from tornado import web

from autograder.course.feedback.html import TEMPLATES, environment, style
from autograder.marking.desk.desk import Desk, Table
from autograder.marking.marks.store import LEASE_S
from autograder.records.errors import KitError
from autograder.records.marking.marks import Conflict, Locked

PREFIX = "vaekit/marking"
SHEET = "colours page desk"  # the sections of the kit's style sheet
_NAME = r"([A-Za-z0-9_.-]+)"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)  # a text may align its tables' cells by a style; no script stands in a page
_T = TypeVar("_T")


class Service:
    """The desk of the course that a server serves, and the threads that work on it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._thread = ThreadPoolExecutor(1, "vaekit-marking")
        self._reader = ThreadPoolExecutor(1, "vaekit-beside")

    def prepare(self) -> None:
        """Begin to read the texts that are to be marked; what goes wrong is told by the page that asks for them."""
        self._thread.submit(lambda: self._desk.texts(account()))

    async def ask(self, work: Callable[[Desk], _T]) -> _T:
        """What `work` says of the desk; raises KitError, also for a file that can't be read or written."""
        return await self._done(self._thread, lambda: work(self._desk))

    async def read(self, work: Callable[[], _T]) -> _T:
        """What `work` reads of hand-ins and results, while `ask` goes on; raises KitError."""
        return await self._done(self._reader, work)

    async def _done(self, thread: ThreadPoolExecutor, work: Callable[[], _T]) -> _T:
        try:
            return await asyncio.get_running_loop().run_in_executor(thread, work)
        except OSError as error:
            why = f"{error.strerror}: {error.filename}"
            raise Locked(f"A file of the course can't be read or written ({why}).") from error

    @cached_property
    def _desk(self) -> Desk:
        from autograder.course.configuration.course_of_server import (
            course_of_server,  # nbgrader takes seconds to import
        )

        return Desk(course_of_server(self._root))


class _Handler(JupyterHandler):
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

    async def _table(self, assignment: str, cell: str, work: Callable[[Table], _T]) -> _T:
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


def account() -> str:
    """The name of the system's account; its number where it has none, as in a container."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


class Start(_Handler):
    """The list of texts."""

    @web.authenticated
    async def get(self) -> None:
        marker = self.marker
        try:
            texts, problem = await self._service.ask(lambda desk: desk.texts(marker)), ""
        except KitError as error:
            texts, problem = [], str(error)
        self._list(texts, problem)


class Page(_Handler):
    """The desk of one text."""

    template = "desk.html"
    part = ""  # of the page's address

    @web.authenticated
    async def get(self, assignment: str, cell: str) -> None:
        try:
            rubric = await self._table(assignment, cell, lambda table: table.rubric)
            course = await self._service.ask(lambda desk: desk.key)
        except KitError as error:
            self.set_status(404)
            self._list([], str(error))
            return
        token = self.xsrf_token.decode()
        self._page(
            self.template,
            kind=self.part.rstrip("/"),
            script=self.template.replace(".html", ".js"),
            part=self.part,
            assignment=assignment,
            rubric=rubric,
            course=course,
            xsrf=token,
            letters="abcde",
            heartbeat_s=LEASE_S / 5,
        )


class _Training(_Handler):
    """The same page and the same answers, of training texts in place of the class's."""

    async def _table(self, assignment: str, cell: str, work: Callable[[Any], _T]) -> _T:
        return await self._service.ask(lambda desk: work(desk.training(assignment, cell)))


class TrainingPage(_Training, Page):
    """The desk with the training texts of one text."""

    part = "training/"


class _Settling(_Handler):
    """The double marks of one text."""

    async def _table(self, assignment: str, cell: str, work: Callable[[Any], _T]) -> _T:
        return await self._service.ask(lambda desk: work(desk.settling(assignment, cell)))


class SettlingPage(_Settling, Page):
    """The page on which double marks are settled."""

    template = "settle.html"
    part = "settle/"


class Static(_Handler):
    """The style sheet and the scripts."""

    FILES = ("desk.css", "page.js", "rubric.js", "kept.js", "heartbeat.js", "desk.js", "settle.js")

    @web.authenticated
    def get(self, name: str) -> None:
        kind = "text/css" if name.endswith(".css") else "text/javascript"
        self.set_header("Content-Type", f"{kind}; charset=utf-8")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.finish(style(SHEET) if name == "desk.css" else (TEMPLATES / "marking" / name).read_bytes())


class Answer(_Handler):
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


class TrainingAnswer(_Training, Answer):
    """Questions of a page about a training text."""


class SettlingAnswer(_Settling, Answer):
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


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "autograder.marking.server"}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Called by the Jupyter server when it starts."""
    service = Service(Path(server.root_dir))
    base = f"{server.web_app.settings['base_url']}{PREFIX}"
    rules: list[tuple[str, type[JupyterHandler], dict[str, Service]]] = [
        (rf"{base}/?", Start, {"service": service}),
        (rf"{base}/static/({'|'.join(map(re.escape, Static.FILES))})", Static, {"service": service}),
        (rf"{base}/{_NAME}/{_NAME}", Page, {"service": service}),
        (rf"{base}/{_NAME}/{_NAME}/training/", TrainingPage, {"service": service}),
        (rf"{base}/{_NAME}/{_NAME}/training/([a-z]+)", TrainingAnswer, {"service": service}),
        (rf"{base}/{_NAME}/{_NAME}/settle/", SettlingPage, {"service": service}),
        (rf"{base}/{_NAME}/{_NAME}/settle/([a-z]+)", SettlingAnswer, {"service": service}),
        (rf"{base}/{_NAME}/{_NAME}/([a-z]+)", Answer, {"service": service}),
    ]
    server.web_app.add_handlers(".*$", rules)
    server.log.info("vaekit: texts are marked at %s/", base)
    if server.default_url.startswith(f"/{PREFIX}"):  # it was started for the desk: `vaekit mark`
        service.prepare()
