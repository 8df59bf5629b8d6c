"""Orders of states: graded, marked, graded anew, something changed, marked again, handed in again; by both commands.

The course is the toy's, with cells of its own: a text under a rubric, an answer in code that a person marks, and one of
nbgrader's tasks.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import nbformat
import pytest
from answers import grade_id
from marked_course import MANUAL, NAME, Desk, released_course
from nbgrader.utils import compute_checksum
from toy import marked

from autograder.commands.terminal import Status


@pytest.fixture(scope="module")
def released(toy_course: Path, toy_kit: Path, tmp_path_factory) -> Path:
    return released_course(toy_course, toy_kit, tmp_path_factory.mktemp("own") / "course")


@pytest.fixture(params=["vaekit", "nbgrader"])
def desk(starts, request, released: Path, toy_kit: Path, tmp_path: Path) -> Desk:
    made = Desk(shutil.copytree(released, tmp_path / "course"), toy_kit, request.param)
    made.hand_in("ada", essay="Squares have corners.", sketch="cube = 8")
    return made


@pytest.fixture
def marked_desk(desk: Desk) -> Desk:
    desk.grade()
    assert desk.waiting() == set(MANUAL)
    desk.mark("ada", essay=7, sketch=3, talk=1)
    return desk


def test_a_mark_counts_until_the_answer_the_rubric_or_the_points_change(marked_desk):
    desk = marked_desk
    desk.grade("--regrade")
    assert desk.waiting() == set()
    assert "Not marked yet" not in desk.page()
    desk.grade("--timeout", "200")
    assert desk.waiting() == set()
    desk.set_words("essay-question", "Write about squares: clear 2, right 8.")
    desk.grade()
    assert desk.waiting() == {"essay"}
    assert "its rubric changed" in desk.page()
    desk.mark("ada", essay=8)
    desk.grade("--regrade")
    assert desk.waiting() == set()
    desk.hand_in("ada", essay="Squares have four corners.", sketch="cube = 8")
    desk.grade()
    assert desk.waiting() == {"essay", "talk"}  # a task is answered anywhere in the notebook
    desk.grade("--regrade")
    assert desk.waiting() == {"essay", "talk"}
    desk.hand_in("ada", essay="Squares have corners.", sketch="cube = 8")
    desk.grade()
    assert desk.waiting() == set()  # it is the answer that was marked


def test_notes_that_are_damaged_are_told_and_kept_aside_and_the_marks_stay(marked_desk):
    desk = marked_desk
    desk.grade()
    notes = desk.root / ".vaekit" / "marks" / NAME / "ada.json"
    notes.write_text('{"schema": 1, "cel')
    told = desk.command("vaekit", "status", "submitted", status=Status.ATTENTION)
    assert "what its marks were given for can't be read from" in " ".join(told.split())
    desk.grade()
    assert desk.waiting() == {"talk"}  # a task is answered anywhere: what was marked is not known any more
    assert (notes.with_suffix(".damaged-1")).read_text() == '{"schema": 1, "cel'
    assert '"essay"' in notes.read_text()
    desk.hand_in("ada", essay="Squares have four corners.", sketch="cube = 8")
    desk.grade()
    assert desk.waiting() == {"essay", "talk"}


def test_changed_points_of_a_text_are_told_and_the_pages_written_anew(marked_desk):
    desk = marked_desk
    desk.grade()
    desk.set_points("essay", 20)
    desk.expect_exported = False
    assert "points changed from 10 to 20" in desk.exported()["ada"]
    if desk.by == "vaekit":
        desk.expect_recorded = False
        assert desk.status()["ada"]["changes"] == ["`essay`: its points changed from 10 to 20"]
    said = desk.grade()
    assert desk.waiting() == {"essay"}
    assert "its points changed from 10 to 20" in desk.page()
    if desk.by == "vaekit":
        assert "its points changed from 10 to 20" in said
        desk.expect_recorded = True
        assert desk.status()["ada"]["recorded"]
    notebook = nbformat.read(desk.root / "autograded" / "ada" / NAME / f"{NAME}.ipynb", as_version=4)
    assert {
        grade_id(cell): cell.metadata.nbgrader.points for cell in notebook.cells if grade_id(cell) == "essay"
    } == {"essay": 20}
    assert any("Its points changed from 10 to 20" in str(cell.get("outputs")) for cell in notebook.cells)
    desk.set_points("essay", 10)
    desk.grade()
    assert desk.waiting() == set()
    desk.expect_exported = True
    assert desk.exported() == {}


def test_answers_that_nobody_wrote_are_told_where_nbgrader_scores_them_unread(desk):
    desk.hand_in("ben")
    desk.grade()
    unread = "2 cells of ben are unchanged: nbgrader scores them 0"
    if desk.by == "vaekit":
        told = " ".join(desk.command("vaekit", "status", "submitted").split())
        assert "4 cells to mark, of 2 students" in told  # a task is no text, and `sketch` is code
        assert unread in told
        assert desk.status()["ben"]["unchanged"] == ["essay", "sketch"]
    desk.mark("ada", essay=7, sketch=3, talk=1)
    desk.mark("ben", talk=1)
    desk.exported()
    assert any(unread in remark for remark in desk.remarks())
    desk.mark("ben", sketch=0)
    desk.exported()
    assert any("1 text of ben is unchanged: nbgrader scores it 0" in remark for remark in desk.remarks())
    desk.mark("ben", essay=1)
    desk.exported()
    assert desk.remarks() == []


@pytest.mark.parametrize("desk", ["vaekit"], indirect=True)
def test_the_mark_of_an_earlier_hand_in_is_not_exported_for_the_one_that_lies_there(marked_desk):
    desk = marked_desk
    desk.grade()
    assert desk.exported() == {}
    same = {"essay": "Squares have corners.", "sketch": "cube = 8"}
    os.utime(
        desk.hand_in("ada", **same, square="def square(x):\n    return 0\n"), (1, 1)
    )  # as an archive keeps times
    desk.expect_exported = False
    assert "changed since it was graded" in desk.exported()["ada"]
    desk.grade("--no-gradebook")
    assert "other points in the gradebook" in desk.exported()["ada"]
    desk.grade()
    desk.mark("ada", talk=1)
    desk.expect_exported = True
    assert desk.exported() == {}
    assert desk.marks_exported()["ada"] < 4 + 7 + 3 + 1


@pytest.mark.parametrize("desk", ["vaekit"], indirect=True)
def test_marks_whose_hand_in_is_gone_are_told(marked_desk):
    """As where a student's folder is renamed after grading."""
    desk = marked_desk
    submitted = desk.root / "submitted"
    (submitted / "ada").rename(submitted / "ada-b")
    desk.grade()
    told = " ".join(desk.command("vaekit", "status", "submitted").split())
    assert "The gradebook has marks of ada and submitted/ has no hand-in of that name" in told
    assert "handed in nothing" not in told
    desk.expect_exported = False  # ada-b is not marked
    desk.exported()
    assert any("has marks of ada and submitted/ has no" in remark for remark in desk.remarks())


def test_status_knows_what_nbgrader_has_recorded(desk):
    desk.grade()
    desk.command("nbgrader", "autograde", NAME, "--force")
    desk.command("vaekit", "grade", "submitted", "--no-gradebook")
    assert desk.status()["ada"]["recorded"]
    _set_due(desk, datetime(2026, 3, 1, 12))
    _write_time(desk, "2026-03-01 14:00:00 UTC")
    desk.expect_recorded = False
    assert desk.status()["ada"]["changes"] == ["the time of handing in changed"]


def test_an_overruled_check_counts_until_the_code_changes(marked_desk):
    desk = marked_desk
    desk.mark("ada", norm_check=1.5)
    desk.grade("--regrade")
    assert desk.waiting() == set()
    desk.hand_in("ada", essay="Squares have corners.", sketch="cube = 8", norm="def norm(x):\n    return 2\n")
    desk.grade()
    assert desk.waiting() == {"norm-check", "talk"}


@pytest.mark.parametrize("desk", ["vaekit"], indirect=True)
def test_marks_survive_a_hand_in_that_cannot_be_read(marked_desk):
    desk = marked_desk
    path = desk.root / "submitted" / "ada" / NAME / f"{NAME}.ipynb"
    whole = path.read_text()
    path.write_text("{")
    desk.command("vaekit", "grade", "submitted", status=Status.ATTENTION)
    path.rename(path.with_name("mine.ipynb"))
    path.with_name("mine.ipynb").write_text(whole)  # nbgrader looks for the usual name, and gives zeros
    desk.grade()
    assert desk.waiting() == set()
    path.with_name("mine.ipynb").write_text(whole.replace("have corners", "are round"))
    desk.grade()
    assert desk.waiting() == {"essay", "talk"}
    desk.grade("--regrade")
    assert desk.waiting() == {"essay", "talk"}


KILL = """
import os
from nbgrader.preprocessors import NbGraderPreprocessor

class Kill(NbGraderPreprocessor):
    def preprocess(self, nb, resources):
        if os.path.exists("kill"):
            os.kill(os.getpid(), 9)
        return nb, resources
"""


@pytest.mark.parametrize("desk", ["vaekit"], indirect=True)
def test_marks_survive_a_grading_that_is_killed(marked_desk):
    desk = marked_desk
    (desk.root / "killer.py").write_text(KILL)
    config = desk.root / "nbgrader_config.py"
    config.write_text(
        f"{config.read_text()}\nsys.path.insert(0, {str(desk.root)!r})\n"
        "c.Autograde.autograde_preprocessors = [*c.Autograde.autograde_preprocessors, 'killer.Kill']\n"
    )
    (desk.root / "kill").touch()
    desk.command("vaekit", "grade", "submitted", "--timeout", "200", status=-9)
    assert desk.waiting() == {"essay", "sketch"}  # nbgrader asks for every mark again, but for tasks
    (desk.root / "kill").unlink()
    desk.grade()
    assert desk.waiting() == set()


SWAP = """
import time

other = root / "other.ipynb"
while other.exists() and len(list((root / ".vaekit" / "results").glob("*.json"))) < 2:
    time.sleep(0.1)
if other.exists():  # both are graded, and none is recorded yet: this is read between the two
    other.replace(root / "submitted" / "ada" / "toy" / "toy.ipynb")
"""


@pytest.mark.parametrize("desk", ["vaekit"], indirect=True)
def test_a_result_is_recorded_for_the_files_that_it_was_computed_from_alone(desk):
    desk.hand_in("bo")
    other = desk.hand_in("cy", square="def square(x):\n    return x + x\n")
    other.rename(desk.root / "other.ipynb")
    shutil.rmtree(desk.root / "submitted" / "cy")
    with (desk.root / "nbgrader_config.py").open("a") as config:
        config.write(SWAP.replace("root", repr(desk.root).replace("PosixPath", "Path")))
    words = desk.command("vaekit", "grade", "submitted", "--workers", "2", status=Status.GRADER_FAILED)
    assert "The gradebook lacks ada: its files changed after they were graded. Run the command again." in words
    with desk.gradebook() as gradebook:
        assert {one.student.id for one in gradebook.assignment_submissions(NAME)} == {"bo"}
    desk.grade()
    with desk.gradebook() as gradebook:
        assert gradebook.find_grade("square-check", NAME, NAME, "ada").auto_score == 1.0


def test_marks_survive_the_loss_of_what_was_noted(marked_desk):
    """As of a course that an earlier version of the kit has graded."""
    desk = marked_desk
    shutil.rmtree(desk.root / ".vaekit")
    desk.grade()
    assert desk.waiting() == {"talk"}  # which is answered anywhere: nothing tells what it was


def test_own_cells_are_kept_whatever_an_editor_did_to_them(desk):
    path = desk.hand_in("ada", essay="Squares have corners.", sketch="cube = 8")
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if grade_id(cell) != "sketch"]
    nbformat.write(notebook, path)
    desk.grade()
    graded = nbformat.read(desk.root / "autograded" / "ada" / NAME / f"{NAME}.ipynb", as_version=4)
    declared = {grade_id(cell): cell.metadata.nbgrader.get("points") for cell in graded.cells}
    assert {name: declared[name] for name in MANUAL} == MANUAL
    assert desk.waiting() == set(MANUAL)
    desk.mark("ada", essay=7, sketch=0, talk=1)
    assert desk.exported() == {}


PLUGIN = """
from nbgrader.plugins import LateSubmissionPlugin

class Hourly(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return {per_hour} * total_seconds_late / 3600
"""


def test_times_dates_extensions_and_plugins_that_change_are_noticed(marked_desk):
    desk = marked_desk
    (desk.root / "late.py").write_text(PLUGIN.format(per_hour=0.5))
    config = desk.root / "nbgrader_config.py"
    config.write_text(
        f"{config.read_text()}\nsys.path.insert(0, {str(desk.root)!r})\nfrom late import Hourly\n"
        "c.AssignLatePenalties.plugin_class = Hourly\n"
    )
    steps: list[tuple[Callable[[], None], float]] = [
        (lambda: _write_time(desk, "2026-03-01 14:00:00 UTC"), 0.0),
        (lambda: _set_due(desk, datetime(2026, 3, 1, 12)), 1.0),
        (lambda: _extend(desk, 1), 0.5),
        (lambda: _write_time(desk, "2026-03-01 17:00:00 UTC"), 2.0),
        (lambda: (desk.root / "late.py").write_text(PLUGIN.format(per_hour=0.25)), 1.0),
        (lambda: _set_due(desk, None), 0.0),
    ]
    desk.grade()
    for change, penalty in steps:
        change()
        if desk.by == "vaekit":
            desk.expect_recorded = False
            assert "changed" in desk.status()["ada"]["changes"][0]
        else:
            desk.expect_exported = False
            assert "changed" in desk.exported()["ada"]
        desk.grade()
        assert desk.penalty() == penalty
    assert desk.waiting() == set()
    desk.expect_exported = True
    assert desk.exported() == {}
    _write_time(desk, "yesterday")
    desk.expect_exported = False
    assert "holds no time" in desk.exported()["ada"]
    if desk.by == "vaekit":
        desk.expect_recorded = True
        page = desk.root / "autograded" / "ada" / NAME / f"{NAME}.ipynb"
        before = page.stat().st_mtime_ns
        for _ in range(2):  # told each time; there is nothing to record anew
            said = desk.grade()
            assert "holds no time" in said
            assert "recorded anew" not in said
            assert "holds no time" in desk.command("vaekit", "status", "submitted")
        assert page.stat().st_mtime_ns == before
        desk.hand_in("ada", essay="Squares have four corners.", sketch="cube = 8")
        assert "recorded anew" not in desk.grade()  # it is another hand-in, which is recorded once
        after = page.stat().st_mtime_ns
        assert "holds no time" in desk.grade()
        assert before != after == page.stat().st_mtime_ns
    _write_time(desk, "2026-03-01 18:00:00 UTC")
    desk.grade()
    with desk.gradebook() as gradebook:
        assert gradebook.find_submission(NAME, "ada").timestamp == datetime(2026, 3, 1, 18)


def _write_time(desk: Desk, words: str) -> None:
    (desk.root / "submitted" / "ada" / NAME / "timestamp.txt").write_text(words)


def _set_due(desk: Desk, when: datetime | None) -> None:
    with desk.gradebook() as gradebook:
        gradebook.find_assignment(NAME).duedate = when
        if when is None:
            gradebook.find_submission(NAME, "ada").extension = None
        gradebook.db.commit()


def _extend(desk: Desk, hours: int) -> None:
    with desk.gradebook() as gradebook:
        gradebook.find_submission(NAME, "ada").extension = timedelta(hours=hours)
        gradebook.db.commit()


def test_a_penalty_that_takes_everything_takes_what_is_marked_later_too(marked_desk):
    desk = marked_desk
    config = desk.root / "nbgrader_config.py"
    config.write_text(f"{config.read_text()}\nc.LateSubmissionPlugin.penalty_method = 'zero'\n")
    _write_time(desk, "2026-03-01 14:00:00 UTC")
    _set_due(desk, datetime(2026, 3, 1, 12))
    desk.grade()
    assert desk.penalty() == 4 + 7 + 3 + 1
    desk.mark("ada", essay=9)
    desk.expect_exported = False
    assert "late penalty changed from 15 to 17" in desk.exported()["ada"]
    desk.grade()
    assert desk.penalty() == 17


# --- what can't be graded


@pytest.mark.parametrize("desk", ["vaekit"], indirect=True)
def test_points_of_a_check_come_from_the_kit(marked_desk, no_tensorflow):
    desk = marked_desk
    before = (desk.root / "gradebook.db").read_bytes()
    assert "`square-check` has 30 points in the course and 4 in the kit" in desk.set_points(
        "square-check", 30, status=1
    )
    assert (desk.root / "gradebook.db").read_bytes() == before
    said = desk.command("vaekit", "grade", "submitted", status=Status.UNUSABLE)
    assert "`square-check` has 30 points in the course and 4 in the kit" in said
    path = f"{desk.kit}{os.pathsep}{no_tensorflow}"
    said = desk.command("vaekit", "doctor", status=Status.ATTENTION, PYTHONPATH=path)
    assert "`square-check` has 30 points" in " ".join(said.split())
    desk.set_points("square-check", 4)
    desk.grade()
    with desk.gradebook() as gradebook:
        gradebook.find_grade_cell("square-check", NAME, NAME).max_score = 30  # by an earlier version
        gradebook.db.commit()
    said = desk.command("vaekit", "grade", "submitted", status=Status.UNUSABLE)
    assert "`square-check` has 30 points in the course and 4 in the kit" in said
    said = desk.command("nbgrader", "autograde", NAME, "--force", status=1)
    assert "`square-check` has 30 points in the course and 4 in the kit" in said


def test_a_test_cell_of_the_courses_own_is_refused_at_release(released, toy_kit, tmp_path):
    desk = Desk(shutil.copytree(released, tmp_path / "course"), toy_kit, "vaekit")
    own = marked("my-check", "assert True", grade=True, points=3)
    said = desk.edit_source(lambda cells: cells.append(own), status=1)
    assert "The kit can't grade the test cells `my-check`" in said
    said = desk.edit_source(lambda cells: cells.__delitem__(slice(2, 3)), status=1)
    assert "can't" in said


@pytest.mark.usefixtures("starts")
def test_a_test_cell_that_was_released_already_waits_for_a_person(released, toy_kit, tmp_path):
    desk = Desk(shutil.copytree(released, tmp_path / "course"), toy_kit, "vaekit")
    with desk.gradebook() as gradebook:  # as an earlier version did
        gradebook.add_grade_cell("my-check", NAME, NAME, max_score=3, cell_type="code")
        words = {"cell_type": "code", "source": "assert True", "locked": True}
        checksum = compute_checksum(marked("my-check", "assert True", grade=True, points=3, locked=True))
        gradebook.add_source_cell("my-check", NAME, NAME, checksum=checksum, **words)
    desk.hand_in("ada", essay="Squares have corners.", sketch="cube = 8")
    said = desk.grade()
    assert "`my-check`: a person gives those points" in said
    assert desk.waiting() == {*MANUAL, "my-check"}
    with desk.gradebook() as gradebook:
        assert gradebook.find_grade("my-check", NAME, NAME, "ada").auto_score is None
    desk.mark("ada", essay=7, sketch=3, talk=1, my_check=2)
    desk.grade("--regrade")
    assert desk.waiting() == set()


# --- a second notebook


def _second_notebook(desk: Desk) -> None:
    cells = [
        nbformat.v4.new_markdown_cell("Warm up."),
        marked("warm", "### BEGIN SOLUTION\nw = 1\n### END SOLUTION", solution=True),
        marked("warm-check", "assert w == 1", grade=True, points=5, locked=True),
    ]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, desk.root / "source" / NAME / "warmup.ipynb")


@pytest.fixture
def with_a_second(toy_course, toy_kit, tmp_path) -> Desk:
    desk = Desk(shutil.copytree(toy_course, tmp_path / "course"), toy_kit, "vaekit")
    (desk.root / "gradebook.db").unlink()
    _second_notebook(desk)
    return desk


def test_a_second_notebook_is_refused_at_release(with_a_second):
    said = with_a_second.command("nbgrader", "generate_assignment", NAME, "--force", status=1)
    assert "source/toy holds warmup.ipynb beside toy.ipynb" in said


@pytest.mark.usefixtures("starts")
def test_a_second_notebook_is_nbgraders_where_the_course_says_so(with_a_second):
    desk = with_a_second
    config = desk.root / "nbgrader_config.py"
    config.write_text(f"{config.read_text()}\nc.GradeOutside.others = 'execute'\n")
    desk.command("nbgrader", "generate_assignment", NAME, "--force")
    desk.hand_in("ada")
    shutil.copy(desk.root / "release" / NAME / "warmup.ipynb", desk.root / "submitted" / "ada" / NAME)
    said = desk.grade()
    assert "other notebooks (warmup)" in said
    desk.expect_exported = False
    assert "warmup/warm-check" in desk.exported()["ada"]
    desk.command("nbgrader", "autograde", NAME, "--force")
    desk.expect_exported = True
    assert desk.exported() == {}
    graded = desk.root / "autograded" / "ada" / NAME
    assert {path.name for path in graded.glob("*.ipynb")} == {"toy.ipynb", "warmup.ipynb"}
    desk.grade("--regrade")
    assert {path.name for path in graded.glob("*.ipynb")} == {"toy.ipynb", "warmup.ipynb"}
    assert desk.exported() == {}
