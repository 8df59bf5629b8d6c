"""A course of the toy with an exchange, and students who hand in and fetch by nbgrader's own commands."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from answers import completed, run
from nbgrader.api import Gradebook
from nbgrader.utils import notebook_hash
from toy import toy_cells, write

COURSE_ID = "watched"
SIX = "2026-03-01 12:00:00.000000 UTC"
SEVEN = "2026-03-01 13:00:00.000000 UTC"


class Watcher:
    """A watcher that runs; what it prints is waited for."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._lines: list[str] = []

    @property
    def pid(self) -> int:
        return self._process.pid

    def tells(self, words: str) -> str:
        """The first line that holds these words; waits for it, and fails where the watcher ends before."""
        for line in self._lines:
            if words in line:
                return line
        for line in self._process.stdout:
            self._lines.append(line)
            if words in line:
                return line
        raise AssertionError(f"{words}: not in {''.join(self._lines)}")

    def ended(self, signal_number: int) -> tuple[int, str]:
        """End it and all of its process group by a signal; gives back its exit status, and all that it printed."""
        os.killpg(self.pid, signal_number)
        self._lines += self._process.stdout
        return self._process.wait(), "".join(self._lines)

    def killed_after(self, seconds: float) -> None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
        self.ended(signal.SIGKILL)


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

    def hand_in(self, student: str, *sources: str, at: str = SIX) -> Path:
        """What `nbgrader submit` leaves in the exchange, made without running it."""
        folder = self.inbound / f"{student}+toy+{at}+{secrets.token_urlsafe(9)}"
        write(folder / "toy.ipynb", toy_cells(*sources))
        (folder / "timestamp.txt").write_text(at)
        (folder / "submission_secret.txt").write_text(secrets.token_hex(64))
        return folder

    def page(self, folder: Path) -> str | None:
        """The feedback on a hand-in, as the student's nbgrader would find it; None where there is none."""
        secret = (folder / "submission_secret.txt").read_text()
        path = self.root / COURSE_ID / "feedback" / f"{notebook_hash(secret=secret, notebook_id='toy')}.html"
        return path.read_text() if path.exists() else None

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

    @contextlib.contextmanager
    def watcher(self, *options: str) -> Iterator[Watcher]:
        """A watcher that has begun to look; it is killed at the end, if it still runs."""
        process = subprocess.Popen(
            [sys.executable, "-m", "autograder", "watch", *options],
            cwd=self.course,
            env={**os.environ, "PYTHONPATH": str(self.kit), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        with process:
            try:
                made = Watcher(process)
                made.tells("Watching")
                yield made
            finally:
                process.kill()

    def grade(self) -> None:
        completed("vaekit", "grade", "submitted", cwd=self.course, PYTHONPATH=str(self.kit))

    def gradebook(self) -> Gradebook:
        return Gradebook(f"sqlite:///{self.course / 'gradebook.db'}")

    def graded(self, student: str) -> bytes:
        """The autograded notebook of a student."""
        return (self.course / "autograded" / student / "toy" / "toy.ipynb").read_bytes()

    def points(self) -> dict[str, float]:
        """What the gradebook has, by student."""
        with self.gradebook() as gradebook:
            return {one.student.id: one.score for one in gradebook.assignment_submissions("toy")}

    def journal(self) -> list[dict[str, Any]]:
        folder = self.course / ".vaekit" / "watch" / "toy"
        return [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]
