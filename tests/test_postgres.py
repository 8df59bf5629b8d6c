"""The gradebook in PostgreSQL: a real server, started here, in the place of nbgrader's file."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from answers import NAME, WRONG_SPREAD, edited, left, reference_cells, run
from nbgrader.api import Gradebook
from postgres import Server, running_server

from autograder.commands.terminal import Status

TEXT = "After 5 epochs the digits lie on top of each other."


@pytest.fixture(scope="module")
def server(starts) -> Iterator[Server]:
    with running_server() as found:
        yield found


@pytest.fixture(scope="module")
def graded_course(course: Path, server: Server, tmp_path_factory) -> Path:
    """A course whose gradebook is in the server, after `vaekit grade`."""
    folder = tmp_path_factory.mktemp("postgres") / "course"
    earlier = ("submitted", "autograded", "feedback", ".vaekit", "gradebook.db")  # of other tests
    shutil.copytree(course, folder, ignore=shutil.ignore_patterns(*earlier))
    with (folder / "nbgrader_config.py").open("a") as config:
        config.write(f"\nc.CourseDirectory.db_url = {server.url!r}\n")
    run("nbgrader", "generate_assignment", NAME, "--force", cwd=folder)
    spread = {**reference_cells(), "sampling": WRONG_SPREAD, "latent-writeup": TEXT}
    for student, cells in {"ada": spread, "bo": {}}.items():
        edited(_release(folder), _notebook(folder, student), cells)
    run("vaekit", "grade", "submitted", cwd=folder)
    return folder


def _release(course: Path) -> Path:
    return course / "release" / NAME / f"{NAME}.ipynb"


def _notebook(course: Path, student: str) -> Path:
    return course / "submitted" / student / NAME / f"{NAME}.ipynb"


def test_the_gradebook_holds_what_nbgraders_own_file_would(graded_course, server, tmp_path):
    assert not (graded_course / "gradebook.db").exists()
    by_file = tmp_path / "course"
    shutil.copytree(graded_course, by_file, ignore=shutil.ignore_patterns("autograded", "feedback", "recorded"))
    config = by_file / "nbgrader_config.py"
    config.write_text(config.read_text().replace(f"c.CourseDirectory.db_url = {server.url!r}", ""))
    run("nbgrader", "generate_assignment", NAME, "--force", cwd=by_file)
    run("vaekit", "grade", "submitted", cwd=by_file)
    found = left(graded_course, server.url)
    assert found == left(by_file)
    assert set(found) == {"ada", "bo"}
    assert 0 < found["ada"]["points"]["sampling-check"] < 15.0
    run("vaekit", "status", "--json", "status.json", cwd=graded_course)
    rows = json.loads((graded_course / "status.json").read_text())["submissions"]
    assert [row["recorded"] for row in rows] == [True, True]


def test_a_manual_mark_survives_a_new_hand_in(graded_course, server):
    with Gradebook(server.url) as gradebook:
        grade = gradebook.find_grade("latent-writeup", NAME, NAME, "ada")
        grade.manual_score, grade.needs_manual_grade = 7.5, False
        gradebook.db.commit()
    edited(_release(graded_course), _notebook(graded_course, "ada"), {**reference_cells(), "latent-writeup": TEXT})
    run("vaekit", "grade", "submitted", cwd=graded_course)
    with Gradebook(server.url) as gradebook:
        assert gradebook.find_grade("latent-writeup", NAME, NAME, "ada").score == 7.5
        assert gradebook.find_grade("sampling-check", NAME, NAME, "ada").score == 15.0


def test_a_server_that_is_away_is_told_and_the_next_run_completes(graded_course, server):
    edited(_release(graded_course), _notebook(graded_course, "bo"), {"sampling": WRONG_SPREAD})
    server.stop()
    try:
        words = run("vaekit", "grade", "submitted", cwd=graded_course, status=Status.GRADER_FAILED)
    finally:
        server.start()
    assert "The gradebook lacks ada, bo: the gradebook does not answer" in words
    assert "Traceback" not in words
    run("vaekit", "grade", "submitted", cwd=graded_course)
    with Gradebook(server.url) as gradebook:
        assert gradebook.find_grade("sampling-check", NAME, NAME, "bo").score > 0
        assert gradebook.find_grade("latent-writeup", NAME, NAME, "ada").score == 7.5
