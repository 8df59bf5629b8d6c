"""`vaekit export`: complete marks reach the platform's own table, and nothing that is open is ever a zero."""

from __future__ import annotations

import csv
import json
import os
import warnings
from pathlib import Path

import pytest
from answers import NAME, RELEASE, edited, run
from handouts import NOTEBOOK, copied_course, course_in, files_in, zipped

from autograder.assignment import assignments
from autograder.collect import Order, collect
from autograder.export import Format, Request, export
from autograder.intake import find_submissions
from autograder.results import KitError, SubmissionResult
from autograder.roster import read_roster
from autograder.sandbox import Kind, Limits
from autograder.store import Store, key, results_folder
from autograder.terminal import Status

ASSIGNMENT = assignments()[NAME]
TEXTS = {manual.cell for manual in ASSIGNMENT.manual}
CELLS = {task.check_cell: task.points for task in ASSIGNMENT.tasks}
CELLS.update({manual.cell: manual.points for manual in ASSIGNMENT.manual})
CANVAS = """\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,VAE digits (9876),Essay (9877),Current Score
    Points Possible,,,,,100.00,10.00,(read only)
"Nobody, Ada",111,s1,ada,A,,5.00,50.0
"=Nobody, Bo",112,s2,bo,A,33.00,6.00,60.0
"Nobody, Zoe",119,s9,zoe,A,44.00,7.00,70.0
"Student, Test",120,,t20,A,,,
"""
MOODLE = """Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,\
Last modified (submission),Last modified (grade),Feedback comments
Participant 501,Ada Nobody,ada@example.edu,Submitted for grading,,100.00,Yes,"Friday, 1 March 2024, 1:00 PM",-,
Participant 502,+Bo Nobody,bo@example.edu,Submitted for grading,12.00,100.00,Yes,-,-,<p>ok</p>
"""


@pytest.fixture(scope="module")
def graded(tmp_path_factory) -> Path:
    """A course whose gradebook nbgrader made: ada and bo are marked, cy's texts are not, di was never graded."""
    folder = tmp_path_factory.mktemp("marks") / "course"
    made = course_in(folder)
    with warnings.catch_warnings(), made.gradebook() as gradebook:
        warnings.simplefilter("ignore")  # nbgrader's own use of its database
        gradebook.add_assignment(NAME)
        gradebook.add_notebook(NAME, NAME)
        for cell, points in CELLS.items():
            kind = "markdown" if cell in TEXTS else "code"
            gradebook.add_grade_cell(cell, NAME, NAME, max_score=points, cell_type=kind)
        for student, first, email in (
            ("ada", "Ada", "ada@example.edu"),
            ("bo", "Bo", "bo@example.edu"),
            ("cy", "Cy", ""),
        ):
            gradebook.add_student(student, first_name=first, last_name="Nobody", email=email)
            submission = gradebook.add_submission(NAME, student)
            for grade in (grade for notebook in submission.notebooks for grade in notebook.grades):
                text = grade.name in TEXTS
                grade.auto_score = None if text else grade.max_score
                grade.manual_score = 7.25 if text and student != "cy" else None
                grade.needs_manual_grade = text and student == "cy"
        gradebook.add_student("di")
        gradebook.add_submission(NAME, "di")
        gradebook.db.commit()
    return folder


@pytest.fixture
def marks(graded, tmp_path):
    return copied_course(graded, tmp_path / "course")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def exported(course, form, tmp_path, roster: str | None = None, **options):
    table = None
    if roster is not None:
        (tmp_path / "roster.csv").write_text(roster, encoding="utf-8")
        table = read_roster(tmp_path / "roster.csv")
    target = tmp_path / "out"
    done = export(course, Request(form, ASSIGNMENT, table, target, **options))
    return done, target


def test_what_nobody_marked_is_listed_and_never_a_zero(marks, tmp_path):
    done, path = exported(marks, Format.CSV, tmp_path)
    assert {row["student_id"]: row["score"] for row in rows(path)} == {"ada": "94.5", "bo": "94.5"}
    why = {one.student: one.why for one in done.missing}
    assert why["cy"] == "is not marked yet: latent-writeup, quality-writeup"
    assert why["di"].startswith("is not marked yet")


def test_canvas_keeps_its_rows_and_who_is_left_out_keeps_what_canvas_has(marks, tmp_path):
    with marks.gradebook() as gradebook:
        gradebook.find_grade("latent-writeup", NAME, NAME, "bo").needs_manual_grade = True
        gradebook.db.commit()
    done, path = exported(marks, Format.CANVAS, tmp_path, CANVAS)
    table = rows(path)
    assert list(table[0]) == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "VAE digits (9876)"]
    values = [row["VAE digits (9876)"] for row in table]
    assert values == ["100.00", "94.5", "33.00", "44.00", ""]
    assert [row["ID"] for row in table] == ["", "111", "112", "119", "120"]
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert {one.student for one in done.missing} == {"bo", "cy", "di"}


def test_names_that_are_formulas_are_made_harmless_and_still_find_their_row(marks, tmp_path):
    _, path = exported(marks, Format.CANVAS, tmp_path, CANVAS)
    assert {row["ID"]: row["Student"] for row in rows(path)}["112"] == "'=Nobody, Bo"
    assert {row["ID"]: row["VAE digits (9876)"] for row in rows(path)}["112"] == "94.5"
    _, path = exported(marks, Format.MOODLE, tmp_path, MOODLE)
    assert [row["Full name"] for row in rows(path)] == ["Ada Nobody", "'+Bo Nobody"]


def test_an_export_of_the_export_is_the_same(marks, tmp_path):
    for form, roster in ((Format.CANVAS, CANVAS), (Format.MOODLE, MOODLE)):
        _, path = exported(marks, form, tmp_path, roster)
        first = path.read_bytes()
        exported(marks, form, tmp_path, path.read_text(encoding="utf-8"))
        assert path.read_bytes() == first


def test_without_a_column_in_canvas_a_new_one_is_made_and_said(marks, tmp_path):
    roster = CANVAS.replace("VAE digits (9876)", "Other (1)")
    done, path = exported(marks, Format.CANVAS, tmp_path, roster)
    assert [row[NAME] for row in rows(path)] == ["100", "94.5", "94.5", "", ""]
    assert "has no column" in done.remarks[0]
    done, path = exported(marks, Format.CANVAS, tmp_path, roster, column="Other (1)")
    assert rows(path)[1]["Other (1)"] == "94.5"


def test_canvas_with_semicolons_and_another_maximum(marks, tmp_path):
    roster = "Student;ID;SIS Login ID;Section;vae-digits (1)\nPoints Possible;;;;10,00\nNobody, Ada;111;ada;A;\n"
    done, path = exported(marks, Format.CANVAS, tmp_path, roster)
    assert path.read_text().splitlines()[2] == "Nobody, Ada;111;ada;A;94.5"
    assert any("not scaled" in remark for remark in done.remarks)
    assert "bo" in {one.student for one in done.missing}  # in no row


def test_moodles_worksheet_is_filled_in(marks, tmp_path):
    _, path = exported(marks, Format.MOODLE, tmp_path, MOODLE)
    assert [row["Grade"] for row in rows(path)] == ["94.5", "94.5"]
    assert [row["Feedback comments"] for row in rows(path)] == ["", "<p>ok</p>"]
    german = (
        MOODLE.replace("Identifier", "ID")
        .replace("Participant ", "Teilnehmer/in")
        .replace(",Grade,", ",Bewertung,")
    )
    _, path = exported(marks, Format.MOODLE, tmp_path, german)
    assert [row["Bewertung"] for row in rows(path)] == ["94.5", "94.5"]
    strange = MOODLE.replace(",Grade,", ",Pisteet,")
    with pytest.raises(KitError, match="--column"):
        exported(marks, Format.MOODLE, tmp_path, strange)
    _, path = exported(marks, Format.MOODLE, tmp_path, strange, column="Pisteet")
    assert [row["Pisteet"] for row in rows(path)] == ["94.5", "94.5"]


def test_whoever_came_by_moodle_goes_back_without_a_worksheet(marks, tmp_path):
    handout = zipped(tmp_path / "m.zip", {f"Ada Nobody_501_assignsubmission_file_/{NAME}.ipynb": NOTEBOOK})
    collect(marks, Order((handout,), ASSIGNMENT))
    pretend_autograded(marks, "ada")
    done, path = exported(marks, Format.MOODLE, tmp_path)
    assert [(row["Identifier"], row["Grade"]) for row in rows(path)] == [("Participant 501", "94.5")]
    assert "--roster" in {one.student: one.why for one in done.missing}["bo"]


def pretend_autograded(course, student: str) -> None:
    """What an autograding leaves: the notebook. Its points stand in the gradebook already."""
    path = course.root / "autograded" / student / NAME / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(NOTEBOOK)


def test_a_hand_in_that_needs_attention_or_changed_since_is_left_out(marks, tmp_path):
    for student in ("ada", "bo"):
        edited(RELEASE, submitted(marks, student), {})
        pretend_autograded(marks, student)
    done, _ = exported(marks, Format.CSV, tmp_path)
    assert {mark.student for mark in done.marks} == {"ada", "bo"}
    bad = {one.student: one for one in find_submissions(marks.root / "submitted")}["ada"]
    result = SubmissionResult("ada", str(bad.path), "The JSON is broken: ask again.", 80.0, 20.0, 0.1, ())
    Store(results_folder(marks.root)).put(key(bad, Kind.BWRAP, Limits(submission_s=120.0)), result)
    later = submitted(marks, "bo").stat().st_mtime + 60
    os.utime(submitted(marks, "bo"), (later, later))
    done, _ = exported(marks, Format.CSV, tmp_path)
    why = {one.student: one.why for one in done.missing}
    assert why["ada"] == "needs attention: The JSON is broken: ask again."
    assert "has changed since it was graded" in why["bo"]
    assert done.marks == []


def submitted(course, student: str) -> Path:
    return course.root / "submitted" / student / NAME / f"{NAME}.ipynb"


def test_what_was_handed_in_and_never_graded_is_listed(marks, tmp_path):
    edited(RELEASE, submitted(marks, "eve"), {})
    done, _ = exported(marks, Format.CSV, tmp_path)
    assert "not graded yet" in {one.student: one.why for one in done.missing}["eve"]


def test_a_penalty_for_being_late_counts_and_never_below_zero(marks, tmp_path):
    with marks.gradebook() as gradebook:
        for student, penalty in (("ada", 10.0), ("bo", 500.0)):
            for notebook in gradebook.find_submission(NAME, student).notebooks:
                notebook.late_submission_penalty = penalty
        gradebook.db.commit()
    _, path = exported(marks, Format.CSV, tmp_path)
    assert {row["student_id"]: row["score"] for row in rows(path)} == {"ada": "84.5", "bo": "0"}


def test_gradescope_gets_one_result_a_submission_and_old_ones_go(marks, tmp_path):
    _, folder = exported(marks, Format.GRADESCOPE, tmp_path)
    assert files_in(folder) == {"ada/results.json", "bo/results.json"}
    result = json.loads((folder / "ada" / "results.json").read_text())
    assert result["score"] == 94.5
    assert sum(test["score"] for test in result["tests"]) == 94.5
    assert sum(test["max_score"] for test in result["tests"]) == result["max_score"] == 100
    assert {test["status"] for test in result["tests"]} == {"passed", "failed"}
    (folder / "bo" / "mine.txt").write_text("kept")
    with marks.gradebook() as gradebook:
        gradebook.find_grade("latent-writeup", NAME, NAME, "bo").needs_manual_grade = True
        gradebook.db.commit()
    exported(marks, Format.GRADESCOPE, tmp_path)
    assert files_in(folder) == {"ada/results.json", "bo/mine.txt"}


def test_a_roster_of_another_platform_is_refused(marks, tmp_path):
    with pytest.raises(KitError, match="Canvas"):
        exported(marks, Format.CANVAS, tmp_path, MOODLE)
    with pytest.raises(KitError, match="--roster"):
        exported(marks, Format.CANVAS, tmp_path)
    with pytest.raises(KitError, match="names no student"):
        exported(marks, Format.CANVAS, tmp_path, "a,b\n1,2\n")


def test_the_command_writes_the_file_and_says_who_is_missing(marks, tmp_path):
    (marks.root / "grades.csv").write_text(CANVAS, encoding="utf-8")
    words = run(
        *("vaekit", "export", "--format", "canvas", "--roster", "grades.csv", "--json", "out.json"),
        *("--assignment", NAME),
        cwd=marks.root,
        status=Status.ATTENTION,
    )
    assert "cy is not marked yet" in words
    assert rows(marks.root / f"{NAME}-canvas.csv")[1]["VAE digits (9876)"] == "94.5"
    assert len(json.loads((marks.root / "out.json").read_text())["left_out"]) == 2
    command = ("vaekit", "export", "--assignment", NAME, "--format")
    run(*command, "excel", cwd=marks.root, status=Status.UNUSABLE)
    (marks.root / "gradebook.db").unlink()
    assert "has no gradebook" in run(*command, "csv", cwd=marks.root, status=Status.UNUSABLE)
