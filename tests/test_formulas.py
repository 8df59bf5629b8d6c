"""Students whose names are formulas, or none that nbgrader can keep, come into no table and no gradebook."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from answers import run
from toy import TOY, toy_cells, write

from autograder.commands.terminal import Status
from autograder.handin.read_submission import read_submission
from autograder.handin.submission import Submission
from autograder.platforms.transfer.collect.students import folder_name
from autograder.records.errors import Unreadable

UNKEPT = [
    "two\nlines",
    "a space ",
    " a space",
    "esc\x1b[2J",
    "\u202egnp.exe",
    "line\u2028end",
    b"latin \xe4".decode("utf-8", "surrogateescape"),
]
NAMES = ["Müßig 王", "a[b]*?", "50% of {x}", 'O\'Neil, "Bo"', "<b>", "\U0001f600 x", "-".join("ab")]
FORMULAS = ["=cmd|' -C calc'!A0", "+1+cmd", "-2+3", "@SUM(1)", "\t=1", " =1"]


@pytest.mark.parametrize("name", [*FORMULAS, *UNKEPT])
def test_such_a_student_is_not_graded(tmp_path, name):
    path = write(tmp_path / name / "toy" / "toy.ipynb", toy_cells())
    with pytest.raises(Unreadable, match="rename the folder"):
        read_submission(Submission(TOY, name, path.parent, path))


@pytest.mark.parametrize("name", NAMES)
def test_any_other_student_is_graded(tmp_path, name):
    path = write(tmp_path / "a" / "toy" / "toy.ipynb", toy_cells())
    assert read_submission(Submission(TOY, name, path.parent, path)).cells


@pytest.mark.parametrize("name", FORMULAS)
def test_a_platforms_name_becomes_no_formula(name):
    assert folder_name(name)[0].isalnum()


@pytest.mark.parametrize(
    "words", [("vaekit", "grade", "submitted"), ("nbgrader", "autograde", "toy")], ids=" ".join
)
@pytest.mark.usefixtures("starts")
def test_stock_export_has_no_formula(toy_course: Path, toy_kit: Path, tmp_path: Path, words):
    course = tmp_path / "course"
    shutil.copytree(toy_course, course)
    for student in ("ada", FORMULAS[0]):
        write(course / "submitted" / student / "toy" / "toy.ipynb", toy_cells())
    run(*words, cwd=course, status=Status.ATTENTION, PYTHONPATH=str(toy_kit))
    run("nbgrader", "export", cwd=course, PYTHONPATH=str(toy_kit))
    table = (course / "grades.csv").read_text()
    assert "ada" in table
    assert "cmd" not in table


@pytest.mark.usefixtures("starts")
def test_a_name_that_nbgrader_cannot_keep_needs_attention_and_costs_nobody_else_anything(
    toy_course: Path, toy_kit: Path, tmp_path: Path
):
    """Without the name of an assignment for a student, too: the folder is a class all the same."""
    course = tmp_path / "course"
    shutil.copytree(toy_course, course)
    for student in ("ada", "toy", UNKEPT[0], UNKEPT[-1]):
        write(course / "submitted" / student / "toy" / "toy.ipynb", toy_cells())
    told = run("vaekit", "grade", "submitted", cwd=course, status=Status.ATTENTION, PYTHONPATH=str(toy_kit))
    assert told.count("rename the folder") == 2
    assert "gradebook lacks" not in told
    run("nbgrader", "export", cwd=course, PYTHONPATH=str(toy_kit))
    with (course / "grades.csv").open(newline="") as table:
        assert sorted(row["student_id"] for row in csv.DictReader(table)) == ["ada", "toy"]
