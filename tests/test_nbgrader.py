"""nbgrader's own commands, unmodified, on a course root of the kit: from the source to the feedback page."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import nbformat
import pytest
from answers import NAME, ROOT, grade_id, run
from bs4 import BeautifulSoup

from autograder.authoring.assignment import assignments
from autograder.commands.terminal import Status
from corpus.broken import broken, hand_in_broken


def scores(course: Path) -> dict[str, float]:
    with (course / "grades.csv").open() as file:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}


def test_nbgrader_records_the_scores_of_vaekit_grade(graded):
    report = json.loads((graded / "report.json").read_text())
    ours = {submission["student"]: submission["score"] for submission in report["submissions"]}
    assert scores(graded) == ours
    assert ours == {"right": 70.0, "untouched": 0.0, "spread": 76.0, "stripped": 70.0}  # only spread has evidence


def test_feedback_tells_each_check_and_hides_the_checks_code(graded):
    page = (graded / "feedback" / "spread" / NAME / f"{NAME}.html").read_text()
    assert "z spreads around z_mean with standard deviation exp(z_log_var / 2)." in page
    assert "0&nbsp;/&nbsp;4" in page
    for checks in (ROOT / "autograder" / "assignments" / "vae_digits" / "checks").glob("test_*.py"):
        for line in checks.read_text().splitlines():
            if len(line.strip()) > 30 and '"""' not in line:
                assert line.strip() not in page


def test_a_page_opens_with_points_by_task_what_is_not_right_and_what_nobody_has_read(graded):
    page = BeautifulSoup((graded / "feedback" / "spread" / NAME / f"{NAME}.html").read_text(), "html.parser")
    summary = page.find(class_="vaekit-summary")
    assert (
        summary.find(class_="total").text
        == (
            "76 of 90 points so far; 10 more are given when a person has read your texts"  # one is as it was released: 0
        )
    )
    lines = summary.find("ol").find_all("li", recursive=False)
    points = [line.find(class_="points").text for line in lines]
    assert points[:5] == ["11 / 15", "20 / 20", "25 / 25", "10 / 10", "10 / 10"]
    assert sorted(points[5:]) == ["0 / 10", "not read yet"]
    assert [line.find("a").text for line in lines[:2]] == ["Task 1A: sampling", "Task 1B: the two losses"]
    assert "z spreads around z_mean" in lines[0].text
    assert all(not line.find("ul") for line in lines[1:])
    for line in lines:
        assert page.find(id=line.find("a")["href"].removeprefix("#")) is not None
    assert "Out[" not in page.find(id="notebook").text  # the number that nbgrader reads
    unread = page.find(id=lines[5 + points[5:].index("not read yet")].find("a")["href"].removeprefix("#"))
    assert "not read yet" in unread.text
    assert " of 10 points" not in unread.text


def test_kits_figures_stand_above_each_text_and_the_claims_to_look_at_stay_with_the_marker(graded):
    marked = nbformat.read(graded / "autograded" / "spread" / NAME / f"{NAME}.ipynb", as_version=4)
    sources = [cell.source for cell in marked.cells]
    for manual in assignments()[NAME].manual:
        place = next(number for number, cell in enumerate(marked.cells) if grade_id(cell) == manual.cell)
        shown = "".join(
            output.data["text/html"] for cell in marked.cells[place - 2 : place] for output in cell.outputs
        )
        assert "data:image/png;base64," in shown
        assert "most confused" in shown
        assert "Claims to look at" in shown
    assert any("does not see this cell" in source for source in sources)
    page = (graded / "feedback" / "spread" / NAME / f"{NAME}.html").read_text()
    assert "most confused" in page
    assert "Claims to look at" not in page


def test_broken_submission_gets_no_grade_and_the_others_do(graded):
    folder = graded / "submitted" / "broken" / NAME
    folder.mkdir(parents=True)
    (folder / f"{NAME}.ipynb").write_text('{"cells": [')
    words = run("vaekit", "grade", "submitted", cwd=graded, status=Status.ATTENTION)
    assert "broken needs attention" in words
    run("nbgrader", "autograde", NAME, "--student=broken", cwd=graded, status=1)
    assert not (graded / "autograded" / "broken" / NAME / f"{NAME}.ipynb").exists()
    shutil.rmtree(folder.parent)


ODD = [
    "all_cells_raw",
    "answer_written_into_the_check_cell",
    "class_split_in_two_cells",
    "format_2",
    "stub_kept_as_a_backup_at_the_end",
    "utf16_without_mark",
]


def test_hand_ins_that_jupyter_misreads_are_recorded_as_well(graded):
    cases = [case for case in broken() if case.path.stem in ODD]
    for case in cases:
        hand_in_broken(case, graded / "submitted" / case.path.stem, assignments()[NAME])
    run("nbgrader", "autograde", NAME, cwd=graded)
    run("nbgrader", "generate_feedback", NAME, cwd=graded)
    run("nbgrader", "export", cwd=graded)
    found = scores(graded)
    # every hand-in of this course has the same evidence, and no order is known: nobody loses a point for it
    wanted = {case.path.stem: case.score for case in cases if case.score is not None}
    assert {name: found[name] for name in ODD} == wanted
    for name in ODD:
        assert (graded / "feedback" / name / NAME / f"{NAME}.html").is_file()
        shutil.rmtree(graded / "submitted" / name)


def test_manual_mark_survives_a_new_grading(graded):
    from nbgrader.api import Gradebook

    url = f"sqlite:///{graded / 'gradebook.db'}"
    with Gradebook(url) as gradebook:
        grade = gradebook.find_grade("latent-writeup", NAME, NAME, "right")
        grade.manual_score, grade.needs_manual_grade = 7.5, False
        gradebook.db.commit()
    run("nbgrader", "autograde", NAME, "--student=right", "--force", cwd=graded)
    run("nbgrader", "generate_feedback", NAME, "--student=right", "--force", cwd=graded)
    page = (graded / "feedback" / "right" / NAME / f"{NAME}.html").read_text()
    assert (
        "Not marked yet" not in page
    )  # a mark counts; the other text was left untouched, and nbgrader gave its 0
    with Gradebook(url) as gradebook:
        grade = gradebook.find_grade("latent-writeup", NAME, NAME, "right")
        assert (grade.score, grade.needs_manual_grade) == (7.5, False)


@pytest.mark.usefixtures("starts")  # a kernel that imports TensorFlow
def test_validate_names_the_unwritten_task_of_a_release(course, tmp_path):
    shutil.copytree(course / "release" / NAME, tmp_path / "desk")
    patient = ("--Execute.timeout=600", "--Execute.startup_timeout=600")
    words = run("nbgrader", "validate", f"{NAME}.ipynb", *patient, cwd=tmp_path / "desk")
    assert "Task 1A: write `Sampling.call`" in words
