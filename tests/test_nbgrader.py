"""nbgrader's own commands, unmodified, on a course root of the kit: from the source to the feedback page."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from answers import edited, reference_cells

from autograder.cli import Status

ROOT = Path(__file__).resolve().parent.parent
NAME = "vae-digits"
WRONG_SPREAD = """class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + ops.exp(z_log_var) * keras.random.normal(ops.shape(z_mean))
"""


def run(*command: str, cwd: Path, status: int = 0) -> str:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == status, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    """A copy of the course root, with its own exchange: the assignment is generated and released."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copytree(ROOT / "source", folder / "source", ignore=shutil.ignore_patterns("*.npz", "__pycache__"))
    exchange = tmp_path_factory.mktemp("exchange")
    exchange.chmod(0o777)
    config = (ROOT / "nbgrader_config.py").read_text()
    config = config.replace("sys.path.insert(0, str(root))", f"sys.path.insert(0, {str(ROOT)!r})")
    config += f"\nc.Exchange.root = {str(exchange)!r}\n"
    (folder / "nbgrader_config.py").write_text(config)
    run("nbgrader", "generate_assignment", NAME, cwd=folder)
    run("nbgrader", "release_assignment", NAME, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def graded(course: Path, tmp_path_factory) -> Path:
    """The course after a round: one student through the exchange, three files put in by hand; graded twice."""
    desk = tmp_path_factory.mktemp("student")
    shutil.copy(course / "nbgrader_config.py", desk / "nbgrader_config.py")
    run("nbgrader", "fetch_assignment", NAME, "--course", "vae", cwd=desk)
    edited(desk / NAME / f"{NAME}.ipynb", desk / NAME / f"{NAME}.ipynb", reference_cells())
    run("nbgrader", "submit", NAME, "--course", "vae", cwd=desk)
    run("nbgrader", "collect", NAME, cwd=course)
    (collected,) = (course / "submitted").iterdir()
    collected.rename(course / "submitted" / "right")
    release = course / "release" / NAME / f"{NAME}.ipynb"
    for student, cells in {"untouched": {}, "spread": {**reference_cells(), "sampling": WRONG_SPREAD}}.items():
        edited(release, course / "submitted" / student / NAME / f"{NAME}.ipynb", cells)
    stripped = course / "submitted" / "stripped" / NAME / f"{NAME}.ipynb"
    edited(release, stripped, reference_cells())
    notebook = nbformat.read(stripped, as_version=4)
    for cell in notebook.cells:
        cell.metadata.clear()
    nbformat.write(notebook, stripped)
    run("vaekit", "grade", "submitted", "--json", "report.json", cwd=course)
    run("nbgrader", "autograde", NAME, cwd=course)
    run("nbgrader", "generate_feedback", NAME, cwd=course)
    run("nbgrader", "export", cwd=course)
    return course


def scores(course: Path) -> dict[str, float]:
    with (course / "grades.csv").open() as file:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}


def test_nbgrader_records_the_scores_of_vaekit_grade(graded):
    report = json.loads((graded / "report.json").read_text())
    ours = {submission["student"]: submission["score"] for submission in report["submissions"]}
    assert scores(graded) == ours
    assert ours == {"right": 70.0, "untouched": 0.0, "spread": 66.0, "stripped": 70.0}  # none has evidence


def test_feedback_tells_each_check_and_hides_the_checks_code(graded):
    page = (graded / "feedback" / "spread" / NAME / f"{NAME}.html").read_text()
    assert "z spreads around z_mean with standard deviation exp(z_log_var / 2)." in page
    assert "0\N{NO-BREAK SPACE}/\N{NO-BREAK SPACE}4" in page
    for checks in (ROOT / "autograder" / "assignments" / "vae_digits" / "checks").glob("test_*.py"):
        for line in checks.read_text().splitlines():
            if len(line.strip()) > 30 and '"""' not in line:
                assert line.strip() not in page


def test_broken_submission_gets_no_grade_and_the_others_do(graded):
    folder = graded / "submitted" / "broken" / NAME
    folder.mkdir(parents=True)
    (folder / f"{NAME}.ipynb").write_text('{"cells": [')
    words = run("vaekit", "grade", "submitted", cwd=graded, status=Status.ATTENTION)
    assert "broken needs attention" in words
    run("nbgrader", "autograde", NAME, "--student=broken", cwd=graded, status=1)
    assert not (graded / "autograded" / "broken" / NAME / f"{NAME}.ipynb").exists()
    shutil.rmtree(folder.parent)


def test_manual_mark_survives_a_new_grading(graded):
    from nbgrader.api import Gradebook

    url = f"sqlite:///{graded / 'gradebook.db'}"
    with Gradebook(url) as gradebook:
        grade = gradebook.find_grade("latent-writeup", NAME, NAME, "right")
        grade.manual_score, grade.needs_manual_grade = 7.5, False
        gradebook.db.commit()
    run("nbgrader", "autograde", NAME, "--student=right", "--force", cwd=graded)
    with Gradebook(url) as gradebook:
        assert gradebook.find_grade("latent-writeup", NAME, NAME, "right").score == 7.5


def test_validate_tells_an_untouched_release_from_a_filled_one(course, tmp_path):
    shutil.copytree(course / "release" / NAME, tmp_path / "desk")
    words = run("nbgrader", "validate", f"{NAME}.ipynb", cwd=tmp_path / "desk")
    assert "Task 1A: write `Sampling.call`" in words
