"""A course of the toy with an exchange, and students who hand in and fetch by nbgrader's own commands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from answers import run
from nbgrader.api import Gradebook
from toy import toy_cells, write

COURSE_ID = "watched"


class Exchange:
    """The course, its exchange, and a desk for each student."""

    def __init__(self, course: Path, kit: Path) -> None:
        self.course, self.kit = course, kit
        self.root = course.parent / "exchange"
        self.desks = course.parent / "desks"

    @classmethod
    def open(cls, course: Path, kit: Path) -> Exchange:
        """Give a course an exchange, and release the toy."""
        made = cls(course, kit)
        made.root.mkdir()
        made.root.chmod(0o777)
        own = f"\nc.Exchange.root = {str(made.root)!r}\nc.CourseDirectory.course_id = {COURSE_ID!r}\n"
        with (course / "nbgrader_config.py").open("a") as config:
            config.write(own)
        made.nbgrader("release_assignment", "toy", cwd=course)
        return made

    @property
    def inbound(self) -> Path:
        return self.root / COURSE_ID / "inbound"

    def nbgrader(self, *words: str, cwd: Path) -> str:
        return run("nbgrader", *words, cwd=cwd, PYTHONPATH=str(self.kit))

    def submit(self, student: str, *sources: str, cells: Sequence[Any] | None = None) -> Path:
        """Hand in as that student; returns the folder in the exchange."""
        desk = self._desk(student)
        write(desk / "toy" / "toy.ipynb", list(cells or toy_cells(*sources)))
        before = set(self.inbound.iterdir())
        self.nbgrader("submit", "toy", f"--student={student}", cwd=desk)
        (new,) = set(self.inbound.iterdir()) - before
        return new

    def fetched(self, student: str) -> list[str]:
        """The pages of feedback that the student fetches, the earliest hand-in's first."""
        desk = self._desk(student)
        self.nbgrader("fetch_feedback", "toy", f"--student={student}", cwd=desk)
        return [page.read_text() for page in sorted((desk / "toy" / "feedback").rglob("*.html"))]

    def _desk(self, student: str) -> Path:
        desk = self.desks / student
        if not desk.is_dir():
            desk.mkdir(parents=True)
            (desk / "nbgrader_config.py").write_text(
                "c = get_config()\n"
                f"c.Exchange.root = {str(self.root)!r}\nc.Exchange.cache = {str(desk / 'cache')!r}\n"
                f"c.CourseDirectory.course_id = {COURSE_ID!r}\n"
            )
        return desk

    # --- the instructor's side

    def watch_once(self, *options: str, status: int = 0) -> str:
        """Grade what is there, and give back what was said."""
        return run(
            "vaekit",
            "watch",
            str(self.course),
            "--once",
            *options,
            cwd=self.course,
            status=status,
            PYTHONPATH=str(self.kit),
        )

    def start(self, *options: str) -> subprocess.Popen[str]:
        """A watcher that runs until it is ended."""
        return subprocess.Popen(
            [sys.executable, "-m", "autograder", "watch", *options],
            cwd=self.course,
            env={**os.environ, "PYTHONPATH": str(self.kit), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def points(self) -> dict[str, float]:
        """What the gradebook has, by student."""
        with Gradebook(f"sqlite:///{self.course / 'gradebook.db'}") as gradebook:
            return {one.student.id: one.score for one in gradebook.assignment_submissions("toy")}

    def journal(self) -> list[dict[str, Any]]:
        folder = self.course / ".vaekit" / "watch" / "toy"
        return [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]
