"""An instructor's round from hand-ins to feedback, on the toy: what `status` tells, and every step of the guide."""

from __future__ import annotations

import json
import shutil
import warnings
from pathlib import Path

import nbformat
import pytest
from answers import run
from nbgrader.api import Gradebook
from toy import toy_cells, write

CANVAS = """Student,ID,SIS User ID,SIS Login ID,Section,toy (77),Current Score
    Points Possible,,,,,6.00,(read only)
"Nobody, Ada",111,s1,ada,A,,
"Nobody, Bo",112,s2,bo,A,,
"Nobody, Cy",113,s3,cy,A,,
"Student, Test",120,,de6e5d2b7ad4a0ee5c2a9e0c6a1d2f3b4c5d6e7f,A,,
"""
CONFIG = """
c.Exchange.root = {exchange!r}
c.CourseDirectory.course_id = "toys"
c.AssignLatePenalties.plugin_class = "late_plugin.PerStart"
"""
PENALTY = """from nbgrader.plugins import BasePlugin


class PerStart(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 1.5 if total_seconds_late > 0 else None
"""


class Round:
    """A course of the toy in which the guide's commands are run as they are written."""

    def __init__(self, root: Path, kit: Path) -> None:
        self.root, self._kit = root, kit

    def run(self, *command: str, status: int = 0, where: str = ".") -> str:
        return run(*command, cwd=self.root / where, status=status, PYTHONPATH=str(self._kit))

    def gradebook(self) -> Gradebook:
        return Gradebook(f"sqlite:///{self.root / 'gradebook.db'}")

    def status(self, **more) -> tuple[dict, str]:
        words = self.run("vaekit", "status", "--json", str(self.root / "s.json"), **more)
        return json.loads((self.root / "s.json").read_text()), words


def notebook(*sources: str) -> bytes:
    return nbformat.writes(nbformat.v4.new_notebook(cells=toy_cells(*sources))).encode()


@pytest.fixture(scope="module")
def desk(starts, toy_course: Path, toy_kit: Path, tmp_path_factory) -> Round:
    """The guide's steps from collecting to grading, for three of a class through Canvas; one of them is late."""
    folder = tmp_path_factory.mktemp("desk")
    root = folder / "course"
    shutil.copytree(toy_course, root)
    (folder / "exchange").mkdir(mode=0o777)
    (folder / "exchange").chmod(0o777)
    with (root / "nbgrader_config.py").open("a") as config:
        config.write(CONFIG.format(exchange=str(folder / "exchange")))
    (toy_kit / "late_plugin.py").write_text(PENALTY)
    (root / "grades.csv").write_text(CANVAS)
    made = Round(root, toy_kit)
    with warnings.catch_warnings(), made.gradebook() as gradebook:
        warnings.simplefilter("ignore")  # nbgrader's own use of its database
        gradebook.update_or_create_assignment("toy", duedate="2024-03-01 12:00:00 UTC")
    download = root / "download"
    download.mkdir()
    (download / "nobodyada_111_901_toy.ipynb").write_bytes(notebook())
    (download / "nobodybo_LATE_112_902_toy.ipynb").write_bytes(notebook("def square(x):\n    return 2 * x\n"))
    (download / "studenttest_120_903_toy.ipynb").write_bytes(notebook("pass"))
    collect = ("vaekit", "collect", "download", "--assignment", "toy", "--roster", "grades.csv")
    assert "would be collected" in made.run(*collect, "--dry-run")
    made.run(*collect)
    made.run("vaekit", "grade", "submitted", "--assignment", "toy")
    return made


def test_status_tells_who_is_late_and_missing_and_works_in_a_folder_of_the_course(desk):
    report, words = desk.status(where="source")
    rows = {row["student"]: row for row in report["submissions"]}
    assert rows["ada"]["total"] == 6
    assert (rows["bo"]["late_s"], rows["bo"]["penalty"]) == (1, 1.5)
    assert report["handed_in_nothing"] == ["cy"]
    assert "1 handed in late: bo." in words
    assert "1 of the class handed in nothing: cy." in words
    assert {row["feedback"] for row in rows.values()} == {"current"}


def test_the_names_of_the_roster_stand_in_the_gradebook(desk):
    with desk.gradebook() as gradebook:
        names = {one.id: (one.first_name, one.last_name) for one in gradebook.students}
    assert {names[one] for one in ("ada", "bo", "cy")} == {("Ada", "Nobody"), ("Bo", "Nobody"), ("Cy", "Nobody")}


def test_a_page_that_is_older_than_its_marks_is_told_until_it_is_written_anew(desk):
    with desk.gradebook() as gradebook:
        gradebook.find_grade("square-check", "toy", "toy", "ada").extra_credit = 0.5
        gradebook.find_comment("square", "toy", "toy", "ada").manual_comment = "Well done."
        gradebook.db.commit()
    report, words = desk.status()
    assert {row["student"]: row["feedback"] for row in report["submissions"]}["ada"] == "older than the marks"
    assert "The feedback of ada is missing or older than the marks: run `nbgrader generate_feedback toy" in words
    desk.run("nbgrader", "generate_feedback", "toy", "--force")
    report, _ = desk.status()
    assert {row["feedback"] for row in report["submissions"]} == {"current"}


def test_the_test_student_is_in_no_statistics(desk):
    words = desk.run("vaekit", "report", "submitted", "--assignment", "toy")
    assert "2 of 2 submissions" in words
    assert "Canvas's test student" in words


def test_the_guides_last_steps_run_in_its_order(desk):
    """Feedback, its release, the marks and the feedback for the platform."""
    desk.run("nbgrader", "generate_feedback", "toy", "--force")
    desk.run("nbgrader", "release_feedback", "toy")
    assert list((desk.root.parent / "exchange" / "toys" / "feedback").glob("*.html"))
    desk.run("vaekit", "export", "--format", "canvas", "--roster", "grades.csv", "--assignment", "toy")
    table = (desk.root / "toy-canvas.csv").read_text()
    assert '"Nobody, Ada",111,s1,ada,A,6' in table
    desk.run("nbgrader", "export")


def test_a_hand_in_by_hand_is_released_too(desk):
    write(desk.root / "submitted" / "cy" / "toy" / "toy.ipynb", toy_cells())
    (desk.root / "submitted" / "cy" / "toy" / "run.npz").write_bytes(b"arrays")
    desk.run("vaekit", "grade", "submitted", "--assignment", "toy")
    desk.run("nbgrader", "release_feedback", "toy")
    left = {path.name for path in (desk.root / "feedback" / "cy" / "toy").iterdir()}
    assert left == {"toy.html", "timestamp.txt", "submission_secret.txt"}


def test_who_handed_in_under_another_name_can_fetch_the_feedback(desk, tmp_path):
    """nbgrader asks for a page by the notebook's name, which browsers change: `toy (1).ipynb`."""
    shutil.copy(desk.root / "nbgrader_config.py", tmp_path / "nbgrader_config.py")
    desk.run("nbgrader", "release_assignment", "toy", "--force")

    def student(command: str) -> None:
        run("nbgrader", command, "toy", "--course", "toys", cwd=tmp_path)

    student("fetch_assignment")
    write(tmp_path / "toy" / "toy (1).ipynb", toy_cells())
    (tmp_path / "toy" / "toy.ipynb").unlink()
    (tmp_path / "toy" / "toy (1).html").write_text("the student's own export")
    student("submit")
    before = set((desk.root / "submitted").iterdir())
    desk.run("nbgrader", "collect", "toy")
    (collected,) = {path.name for path in set((desk.root / "submitted").iterdir()) - before}
    desk.run("vaekit", "grade", f"submitted/{collected}", "--assignment", "toy")
    desk.run("nbgrader", "release_feedback", "toy")
    student("fetch_feedback")
    (page,) = (tmp_path / "toy" / "feedback").glob("*/toy (1).html")
    assert page.read_text() == (desk.root / "feedback" / collected / "toy" / "toy.html").read_text()


def test_a_grade_that_the_gradebook_lacks_is_told_with_what_to_do(desk):
    own = desk.root / "submitted" / "ada" / "toy" / "toy.ipynb"
    before = own.read_bytes()
    write(own, toy_cells("def square(x):\n    return x + x\n"))
    desk.run("vaekit", "grade", "submitted", "--assignment", "toy", "--no-gradebook")
    assert "The gradebook lacks these grades of ada" in desk.status(status=1)[1]
    own.write_bytes(before)
    desk.run("vaekit", "grade", "submitted", "--assignment", "toy")
    assert "The gradebook lacks" not in desk.status()[1]


def test_a_grade_under_another_limit_is_no_other_grade_in_the_gradebook(desk):
    """Graded under another limit since: `status` goes by that one."""
    desk.run("vaekit", "grade", "submitted", "--assignment", "toy", "--timeout", "200")
    assert "The gradebook lacks" not in desk.status()[1]
