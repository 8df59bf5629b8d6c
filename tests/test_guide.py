"""The instructor's guide walked to its last command: each is read from the page, and run in the page's order.

A class of two: one hands in through nbgrader's exchange, one through Canvas.
"""

from __future__ import annotations

import getpass
import re
import shlex
import shutil
import warnings
import zipfile
from pathlib import Path

import pytest
from answers import NAME, ROOT, run
from nbgrader.api import Gradebook

PAGE = ROOT / "docs" / "guide" / "first-class.md"
EXAMPLES = ROOT / "examples" / "submitted"
BY_EXCHANGE, BY_CANVAS = getpass.getuser(), "ada-of-canvas"
TEXTS = {"latent-writeup": 7.0, "quality-writeup": 8.0}
POINTS = {BY_CANVAS: 80.0, BY_EXCHANGE: 58.0}  # as the README's table says of the two examples
ROSTER = f"""Student,ID,SIS User ID,SIS Login ID,Section,{NAME} (77)
    Points Possible,,,,,100.00
"Nobody, Ada",111,s1,{BY_CANVAS},A,
"Nobody, Dora",112,s2,{BY_EXCHANGE},A,
"""
OTHERS = {"make", "source"}  # the clone's own round, which `make demo` is, and the environment


def commands() -> list[list[str]]:
    """The page's commands, in its order."""
    blocks = re.findall(r"```console\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    lines = [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]
    return [words for line in lines if (words := shlex.split(line))[0] not in OTHERS]


class Guide:
    """What the reader of the guide does between its commands, and what is seen after each."""

    def __init__(self, desk: Path) -> None:
        self.desk, self.course, self.student = desk, desk / "my-course", desk / "student"
        self.ran: list[str] = []

    def walk(self) -> None:
        for words in commands():
            step = "_".join(words[:2]).replace("-", "_") + ("_first" if "--dry-run" in words else "")
            getattr(self, f"before_{step}", lambda: None)()
            where = self.course if self.course.exists() else self.desk
            told = run(*words, cwd=where, PYTHONPATH=str(ROOT))
            getattr(self, f"after_{step}", lambda _: None)(told)
            self.ran.append(step)

    def after_vaekit_doctor(self, told: str) -> None:
        assert "sandbox: " in told

    def after_vaekit_init(self, told: str) -> None:
        assert "vaekit grade submitted" in told
        exchange = self.desk / "exchange"
        exchange.mkdir()
        exchange.chmod(0o777)
        own = f"\nc.Exchange.root = {str(exchange)!r}\nc.CourseDirectory.course_id = 'guide'\n"
        with (self.course / "nbgrader_config.py").open("a") as config:
            config.write(own)
        self.student.mkdir()
        (self.student / "nbgrader_config.py").write_text(f"c = get_config()\n{own}")

    def before_nbgrader_release_assignment(self) -> None:
        """The marker's guide has this where the source was changed; then what is released is made anew."""
        run("nbgrader", "generate_assignment", NAME, "--force", cwd=self.course, PYTHONPATH=str(ROOT))

    def after_nbgrader_release_assignment(self, _: str) -> None:
        with warnings.catch_warnings(), self.gradebook() as gradebook:
            warnings.simplefilter("ignore")  # nbgrader's own use of its database
            gradebook.update_or_create_assignment(NAME, duedate="2124-03-01 12:00:00 UTC")
        run("nbgrader", "fetch_assignment", NAME, cwd=self.student)
        shutil.copyfile(EXAMPLES / "dora" / NAME / f"{NAME}.ipynb", self.student / NAME / f"{NAME}.ipynb")
        run("nbgrader", "submit", NAME, cwd=self.student)

    def after_nbgrader_collect(self, _: str) -> None:
        assert (self.submitted(BY_EXCHANGE) / "timestamp.txt").is_file()

    def before_vaekit_collect_first(self) -> None:
        (self.course / "grades.csv").write_text(ROSTER)
        handed_in = EXAMPLES / "ada" / NAME
        with zipfile.ZipFile(self.course / "submissions.zip", "w") as archive:
            archive.write(handed_in / f"{NAME}.ipynb", f"nobodyada_LATE_111_901_{NAME}.ipynb")
            archive.write(handed_in / "evidence.npz", "nobodyada_LATE_111_902_evidence.npz")

    def after_vaekit_collect_first(self, told: str) -> None:
        assert "1 would be collected" in told
        assert not self.submitted(BY_CANVAS).exists()

    def after_vaekit_collect(self, told: str) -> None:
        assert "1 collected" in told
        assert self.submitted(BY_CANVAS).is_dir()

    def after_vaekit_grade(self, _: str) -> None:
        assert self.points() == POINTS
        assert (self.course / "report.json").is_file()

    def after_vaekit_status(self, told: str) -> None:
        assert "4 texts to mark, of 2 students" in told
        assert f"1 handed in late: {BY_CANVAS}" in told

    def after_vaekit_report(self, told: str) -> None:
        assert "2 of 2 submissions" in told

    def before_nbgrader_generate_feedback(self) -> None:
        """Mark the texts, as formgrader does it."""
        with self.gradebook() as gradebook:
            for student in POINTS:
                for cell, score in TEXTS.items():
                    grade = gradebook.find_grade(cell, NAME, NAME, student)
                    grade.manual_score, grade.needs_manual_grade = score, False
            gradebook.db.commit()

    def after_nbgrader_generate_feedback(self, _: str) -> None:
        assert "Not marked yet" not in self.page(BY_CANVAS)
        told = run("vaekit", "status", cwd=self.course, PYTHONPATH=str(ROOT))
        assert "texts to mark" not in told
        assert "older than the marks" not in told

    def after_nbgrader_release_feedback(self, _: str) -> None:
        run("nbgrader", "fetch_feedback", NAME, "--course", "guide", cwd=self.student)
        (page,) = (self.student / NAME / "feedback").glob(f"*/{NAME}.html")
        assert page.read_text() == self.page(BY_EXCHANGE)

    def after_vaekit_export(self, _: str) -> None:
        table = (self.course / f"{NAME}-canvas.csv").read_text()
        for student, points in POINTS.items():
            assert f"{student},A,{points + sum(TEXTS.values()):g}\n" in table
        with zipfile.ZipFile(self.course / "feedback.zip") as archive:
            assert archive.namelist() == [f"nobodyada_LATE_111_901_{NAME}.html"]

    def submitted(self, student: str) -> Path:
        return self.course / "submitted" / student / NAME

    def page(self, student: str) -> str:
        return (self.course / "feedback" / student / NAME / f"{NAME}.html").read_text()

    def gradebook(self) -> Gradebook:
        return Gradebook(f"sqlite:///{self.course / 'gradebook.db'}")

    def points(self) -> dict[str, float]:
        with self.gradebook() as gradebook:
            return {one.student.id: one.score for one in gradebook.assignment_submissions(NAME)}


@pytest.mark.usefixtures("starts")
def test_every_command_of_the_guide_runs_in_its_order(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))  # nbgrader keeps what was fetched there
    guide = Guide(tmp_path)
    guide.walk()
    seen = {name.partition("_")[2] for name in vars(Guide) if name.startswith("after_")}
    assert seen <= set(guide.ran), "the guide lacks a command that is looked at here"
