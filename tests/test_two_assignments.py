"""A course with both assignments: the second goes the whole way by the same commands, and neither disturbs the other."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from answers import NAME, ROOT, edited, reference_cells, run
from courses import make_course

from autograder.authoring.assignment import assignments
from autograder.commands.terminal import Status
from autograder.handin.find_submissions import find_submissions
from autograder.records.errors import KitError

SMALL = "beta-vae"
RELEASE = ROOT / "release" / SMALL / f"{SMALL}.ipynb"
SWAPPED = """def beta_vae_loss(data, reconstruction, z_mean, z_log_var, beta):
    rec = 64 * keras.losses.binary_crossentropy(data, reconstruction)
    kl = 0.5 * ops.sum(z_mean**2 + ops.exp(z_log_var) - 1 - z_log_var, axis=1)
    return ops.mean(beta * rec + kl)
"""
ANSWERS = {"right": dict(reference_cells(SMALL)), "swapped": {"loss": SWAPPED}, "untouched": {}}


@pytest.fixture(scope="module")
def both(starts, tmp_path_factory) -> Path:
    """Three hand-ins of the small assignment, and one of the other; the small one graded, recorded and exported."""
    course = tmp_path_factory.mktemp("course")
    make_course(course)
    run("nbgrader", "generate_assignment", SMALL, cwd=course)
    for student, cells in ANSWERS.items():
        edited(RELEASE, course / "submitted" / student / SMALL / f"{SMALL}.ipynb", cells)
    other = ROOT / "release" / NAME / f"{NAME}.ipynb"
    edited(other, course / "submitted" / "right" / NAME / f"{NAME}.ipynb", {})
    run("vaekit", "grade", "submitted", "--assignment", SMALL, "--json", "report.json", cwd=course)
    run("nbgrader", "export", cwd=course)
    return course


def test_grades_are_those_of_the_checks(both):
    report = json.loads((both / "report.json").read_text())
    assert report["assignment"] == SMALL
    assert {one["student"]: one["score"] for one in report["submissions"]} == {
        "right": 14.0,
        "swapped": 10.0,
        "untouched": 0.0,
    }
    named = [check["misconception"] for one in report["submissions"] for check in one["tasks"][0]["checks"]]
    assert set(named) == {None, "weight-on-reconstruction"}


def test_gradebook_and_feedback_are_those_of_nbgrader(both):
    with (both / "grades.csv").open() as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file) if row["assignment"] == SMALL}
    assert {name: float(row["score"]) for name, row in rows.items()} == {
        "right": 14,
        "swapped": 10,
        "untouched": 0,
    }
    assert {float(row["max_score"]) for row in rows.values()} == {20}
    page = (both / "feedback" / "swapped" / SMALL / f"{SMALL}.html").read_text()
    assert "That is the loss with beta before the reconstruction." in page


def test_nbgraders_own_commands_give_the_same(both):
    before = (both / "grades.csv").read_text()
    run("nbgrader", "autograde", SMALL, "--force", cwd=both)
    run("nbgrader", "generate_feedback", SMALL, "--force", cwd=both)
    run("nbgrader", "export", cwd=both)
    assert [row.split(",")[7] for row in (both / "grades.csv").read_text().splitlines()] == [
        row.split(",")[7] for row in before.splitlines()
    ]


def test_a_folder_with_hand_ins_of_both_asks_which(both):
    words = run("vaekit", "grade", "submitted", cwd=both, status=Status.UNUSABLE)
    assert f"say --assignment {SMALL} or {NAME}" in words
    assert "There is no assignment beta" in run(
        "vaekit", "status", "submitted", "--assignment", "beta", cwd=both, status=Status.UNUSABLE
    )


@pytest.mark.parametrize("name", sorted(assignments()))
@pytest.mark.parametrize("file", ["my work.ipynb", "{} (1).ipynb"])
def test_a_notebook_of_any_name_is_of_the_assignment_whose_cells_it_holds(tmp_path, name, file):
    path = edited(ROOT / "release" / name / f"{name}.ipynb", tmp_path / file.format(name.upper()), {})
    assert [one.assignment.name for one in find_submissions(path)] == [name]


def test_a_notebook_of_no_assignment_is_refused(tmp_path):
    path = tmp_path / "notes.ipynb"
    path.write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    with pytest.raises(KitError, match="say which with --assignment"):
        find_submissions(path)
    assert find_submissions(path, assignments()[SMALL])[0].assignment.name == SMALL
