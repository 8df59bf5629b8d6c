"""The pages of the desk, with their style sheet and scripts."""

from __future__ import annotations

from tornado import web

from autograder.course.feedback.html import TEMPLATES, style
from autograder.marking.marks.store import LEASE_S
from autograder.marking.web.handler import Handler, OfSettling, OfTraining
from autograder.records.errors import KitError

SHEET = "colours page desk"  # the sections of the kit's style sheet


class Start(Handler):
    """The list of texts."""

    @web.authenticated
    async def get(self) -> None:
        marker = self.marker
        try:
            texts, problem = await self._service.ask(lambda desk: desk.texts(marker)), ""
        except KitError as error:
            texts, problem = [], str(error)
        self._list(texts, problem)


class Page(Handler):
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


class TrainingPage(OfTraining, Page):
    """The desk with the training texts of one text."""

    part = "training/"


class SettlingPage(OfSettling, Page):
    """The page on which double marks are settled."""

    template = "settle.html"
    part = "settle/"


class Static(Handler):
    """The style sheet and the scripts."""

    FILES = ("desk.css", "page.js", "rubric.js", "kept.js", "heartbeat.js", "desk.js", "settle.js")

    @web.authenticated
    def get(self, name: str) -> None:
        kind = "text/css" if name.endswith(".css") else "text/javascript"
        self.set_header("Content-Type", f"{kind}; charset=utf-8")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.finish(style(SHEET) if name == "desk.css" else (TEMPLATES / "marking" / name).read_bytes())
