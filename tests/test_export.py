"""`vaekit export`: complete marks reach the platform's own table, and nothing that is open is ever a zero."""

from __future__ import annotations

import csv
import json
import os
import re
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from answers import NAME, RELEASE, edited, run
from handouts import NOTEBOOK, Format, copied_course, files_in, graded_course, zipped

from autograder.authoring.assignment import assignments
from autograder.commands.terminal import Status
from autograder.course.configuration.course_root import CourseRoot
from autograder.course.feedback.feedback_folder import note_shown_marks
from autograder.course.gradebook.marks.shown_to_students import digest_of_shown_marks
from autograder.grading.results.store import Store, results_folder
from autograder.grading.settings import Settings
from autograder.handin.find_submissions import find_submissions
from autograder.platforms.transfer.collect.collecting import collect
from autograder.platforms.transfer.collect.records import CollectRequest
from autograder.platforms.transfer.export import ExportRequest, export
from autograder.platforms.transfer.rosters import read_roster
from autograder.records.errors import KitError
from autograder.records.results import SubmissionResult

ASSIGNMENT = assignments()[NAME]
CANVAS = """\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,VAE digits (9876),Essay (9877),Assignments Current Score,\
Assignments Unposted Current Score,Current Score,Unposted Current Score,Final Score,Unposted Final Score
,,,,,Manual Posting,,,,,,,
    Points Possible,,,,,100.00,10.00,(read only),(read only),(read only),(read only),(read only),(read only)
"Nobody, Ada",111,s1,ada,A,,5.00,50.0,50.0,50.0,50.0,50.0,50.0
"=Nobody, Bo",112,s2,bo,A,33.00,6.00,60.0,60.0,60.0,60.0,60.0,60.0
"Nobody, Zoe",119,s9,zoe,A,44.00,7.00,70.0,70.0,70.0,70.0,70.0,70.0
"Student, Test",120,,de6e5d2b7ad4a0ee5c2a9e0c6a1d2f3b4c5d6e7f,A,,,,,,,,
"""
# As Moodle writes it: PHP quotes what holds a space, and a status ends with a dash and a space.
MOODLE = """Identifier,"Full name","Email address",Status,Grade,"Maximum grade","Grade can be changed",\
"Last modified (submission)","Last modified (grade)","Feedback comments"
"Participant 501","Ada Nobody",ada@example.edu,"Submitted for grading -  - ",,100.00,Yes,\
"Friday, 1 March 2024, 1:00 PM",-,
"Participant 502","+Bo Nobody",bo@example.edu,"Submitted for grading -  - ",12.00,100.00,Yes,-,-,"- <p>ok</p>"
"Participant 503","Zoe Nobody",zoe@example.edu,"No submission -  - ",,100.00,Yes,-,-,=none
"""


@pytest.fixture(scope="module")
def graded(tmp_path_factory) -> Path:
    """A course whose gradebook nbgrader made: ada and bo are marked, cy's texts are not, di was never graded."""
    folder = tmp_path_factory.mktemp("marks") / "course"
    graded_course(folder)
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
    done = export(course, ExportRequest(form, ASSIGNMENT, table, target, **options))
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
    assert values == ["Manual Posting", "100.00", "94.5", "33.00", "44.00", ""]
    assert [row["ID"] for row in table] == ["", "", "111", "112", "119", "120"]
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert {one.student for one in done.missing} == {"bo", "cy", "di"}


def cells(path: Path) -> list[list[str]]:
    """The text of each cell between its commas, quotes included; no cell of these files holds a line break."""
    return [
        re.findall(r'("(?:[^"]|"")*"|[^,]*)(?:,|$)', line) for line in path.read_text("utf-8-sig").splitlines()
    ]


def test_the_platforms_own_cells_come_back_as_they_were(marks, tmp_path):
    """Quotes, dashes and spaces are the platform's; a formula in its table is its own, too."""
    for form, roster, own in ((Format.CANVAS, CANVAS, 5), (Format.MOODLE, MOODLE, 4)):
        _, path = exported(marks, form, tmp_path, roster)
        given, written = cells(tmp_path / "roster.csv"), cells(path)
        width = 5 if form is Format.CANVAS else 10
        kept = [at for at in range(width) if at not in (own, 9)]  # 9: Moodle's comments
        assert [[row[at] for at in kept] for row in written] == [[row[at] for at in kept] for row in given]
    assert path.read_text().count('"Submitted for grading -  - "') == 2


@pytest.mark.parametrize("delimiter", [";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_worksheet_keeps_its_delimiter_and_line_ends(marks, tmp_path, delimiter, line_end):
    quoted = re.compile(r'"[^"]*"|,')
    roster = quoted.sub(lambda found: delimiter if found[0] == "," else found[0], MOODLE)
    roster = roster.replace("\n", line_end)
    _, path = exported(marks, Format.MOODLE, tmp_path, roster)
    given, written = roster.splitlines(), path.read_bytes().decode().split(line_end)
    assert written[0] == given[0]
    filled = given[1].replace(f"{delimiter}{delimiter}100.00", f"{delimiter}94.5{delimiter}100.00")
    assert written[1].startswith(filled)
    assert written[3:] == [given[3], ""]


def test_who_is_excused_or_not_assigned_in_canvas_stays_so_and_is_listed(marks, tmp_path):
    for word, why in (("EX", "excused"), ("N/A", "not set")):
        done, path = exported(marks, Format.CANVAS, tmp_path, CANVAS.replace(",33.00,", f",{word},"))
        assert {row["ID"]: row["VAE digits (9876)"] for row in rows(path)}["112"] == word
        told = {one.student: one.why for one in done.missing}["bo"]
        assert why in told
        assert word in told
        assert "bo" not in {mark.student for mark in done.marks}


def test_excels_first_line_is_read_and_left_out(marks, tmp_path):
    roster = "sep=;\nStudent;ID;SIS Login ID;Section;vae-digits (1)\nNobody, Ada;111;ada;A;\n"
    done, path = exported(marks, Format.CANVAS, tmp_path, roster)
    assert path.read_text().splitlines()[1] == "Nobody, Ada;111;ada;A;94.5"
    assert any("sep=;" in remark for remark in done.remarks)


@pytest.mark.parametrize("number", ["1,20E+03", "1.2E+16"])
def test_an_id_that_excel_has_rounded_is_named(marks, tmp_path, number):
    with pytest.raises(KitError, match="Excel has rounded it"):
        exported(marks, Format.CANVAS, tmp_path, CANVAS.replace(",s1,", f',"{number}",'))


def test_a_roster_of_another_course_or_without_usable_columns_is_named(marks, tmp_path):
    other = (
        CANVAS.replace("Nobody", "Stranger").replace(",11", ",99").replace(",ada,", ",x,").replace(",bo,", ",y,")
    )
    with pytest.raises(KitError, match=r"None of the 2 students is in .*another course's"):
        exported(marks, Format.CANVAS, tmp_path, other)
    with pytest.raises(KitError, match="Its columns are Kurs, Note: expected Student and ID"):
        exported(marks, Format.CSV, tmp_path, "Kurs,Note\nA,1\n")


def test_texts_of_the_kits_own_table_are_no_formulas(marks, tmp_path):
    with marks.gradebook() as gradebook:
        gradebook.find_student("bo").first_name = "=Bo"
        gradebook.db.commit()
    _, path = exported(marks, Format.CSV, tmp_path)
    assert {row["student_id"]: row["name"] for row in rows(path)}["bo"] == "'=Bo Nobody"


def test_an_export_of_the_export_is_the_same(marks, tmp_path):
    for form, roster in ((Format.CANVAS, CANVAS), (Format.MOODLE, MOODLE)):
        _, path = exported(marks, form, tmp_path, roster)
        first = path.read_bytes()
        exported(marks, form, tmp_path, path.read_text(encoding="utf-8"))
        assert path.read_bytes() == first


def test_without_a_column_in_canvas_a_new_one_is_made_and_said(marks, tmp_path):
    roster = CANVAS.replace("VAE digits (9876)", "Other (1)")
    done, path = exported(marks, Format.CANVAS, tmp_path, roster)
    assert [row[NAME] for row in rows(path)] == ["", "100", "94.5", "94.5", "", ""]
    assert "has no column" in done.remarks[0]
    done, path = exported(marks, Format.CANVAS, tmp_path, roster, column="Other (1)")
    assert rows(path)[2]["Other (1)"] == "94.5"


def test_canvas_with_semicolons_and_another_maximum(marks, tmp_path):
    roster = "Student;ID;SIS Login ID;Section;vae-digits (1)\nPoints Possible;;;;10,00\nNobody, Ada;111;ada;A;\n"
    done, path = exported(marks, Format.CANVAS, tmp_path, roster)
    assert path.read_text().splitlines()[2] == "Nobody, Ada;111;ada;A;94.5"
    assert any("not scaled" in remark for remark in done.remarks)
    assert "bo" in {one.student for one in done.missing}  # in no row


def test_moodles_worksheet_is_filled_in(marks, tmp_path):
    _, path = exported(marks, Format.MOODLE, tmp_path, MOODLE)
    assert [row["Grade"] for row in rows(path)] == ["94.5", "94.5", ""]
    first, *others = [row["Feedback comments"] for row in rows(path)]
    assert first.startswith("Points by task: experiment 10 of 10; ")
    assert "latent-writeup 7.25 of 10" in first
    assert others == ["- <p>ok</p>", "=none"]  # what a person wrote there stays
    german = (
        MOODLE.replace("Identifier", "ID")
        .replace("Participant ", "Teilnehmer/in")
        .replace(",Grade,", ",Bewertung,")
    )
    _, path = exported(marks, Format.MOODLE, tmp_path, german)
    assert [row["Bewertung"] for row in rows(path)] == ["94.5", "94.5", ""]
    strange = MOODLE.replace(",Grade,", ",Pisteet,")
    with pytest.raises(KitError, match="--column"):
        exported(marks, Format.MOODLE, tmp_path, strange)
    _, path = exported(marks, Format.MOODLE, tmp_path, strange, column="Pisteet")
    assert [row["Pisteet"] for row in rows(path)] == ["94.5", "94.5", ""]


def test_whoever_came_by_moodle_goes_back_without_a_worksheet(marks, tmp_path):
    handout = zipped(tmp_path / "m.zip", {f"Ada Nobody_501_assignsubmission_file_/{NAME}.ipynb": NOTEBOOK})
    collect(marks, CollectRequest((handout,), ASSIGNMENT))
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
    Store(results_folder(marks.root)).put(Settings().key_of(bad), result)
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


PENALTY = """
from nbgrader.plugins import LateSubmissionPlugin

class Fixed(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return {"ada": 10, "bo": 500}[student_id]  # nbgrader takes no more than the score
"""


def test_a_penalty_for_being_late_counts_and_never_below_zero(marks, tmp_path):
    (marks.root / "fixed.py").write_text(PENALTY)
    with (marks.root / "nbgrader_config.py").open("a") as config:
        config.write(f"\nimport sys\nsys.path.insert(0, {str(marks.root)!r})\nfrom fixed import Fixed\n")
        config.write("c.AssignLatePenalties.plugin_class = Fixed\n")
    with marks.gradebook() as gradebook:
        gradebook.find_assignment(NAME).duedate = datetime(2026, 3, 1)
        for student, penalty in (("ada", 10.0), ("bo", 94.5)):
            submission = gradebook.find_submission(NAME, student)
            submission.timestamp = datetime(2026, 3, 2)
            submission.notebooks[0].late_submission_penalty = penalty
        gradebook.db.commit()
    _, path = exported(CourseRoot.open(marks.root), Format.CSV, tmp_path)
    assert {row["student_id"]: row["score"] for row in rows(path)} == {"ada": "84.5", "bo": "0"}


def feedback_names(course, form, tmp_path, roster=None) -> tuple[set[str], list[str]]:
    done, _ = exported(course, form, tmp_path, roster, feedback=tmp_path / "feedback.zip")
    with zipfile.ZipFile(tmp_path / "feedback.zip") as archive:
        return set(archive.namelist()), done.remarks


def test_feedback_is_named_as_canvas_and_moodle_take_it_for_upload(marks, tmp_path):
    """Canvas: name, its numbers of student and file; Moodle: name, number, what a hand-in's file is called there."""
    for student in ("ada", "bo"):
        page = marks.root / "feedback" / student / NAME / f"{NAME}.html"
        page.parent.mkdir(parents=True)
        page.write_text(f"the page of {student}")
    names, remarks = feedback_names(marks, Format.CSV, tmp_path)
    assert names == set()  # which marks the pages tell is not known
    assert any(remark.startswith("ada has a feedback page that is older than the mark") for remark in remarks)
    with marks.gradebook() as gradebook:
        for student in ("ada", "bo"):
            told = digest_of_shown_marks(gradebook.find_submission_notebook(NAME, NAME, student))
            note_shown_marks(marks.root, NAME, student, told)
    names, _ = feedback_names(marks, Format.CSV, tmp_path)
    assert names == {f"ada/{NAME}.html", f"bo/{NAME}.html"}
    moodle = {f"Ada Nobody_501_assignsubmission_file_/{NAME}.ipynb": NOTEBOOK}
    collect(marks, CollectRequest((zipped(tmp_path / "m.zip", moodle),), ASSIGNMENT))
    pretend_autograded(marks, "ada")
    names, _ = feedback_names(marks, Format.MOODLE, tmp_path, MOODLE)
    assert names == {f"{who}_assignsubmission_file_{NAME}.html" for who in ("Ada Nobody_501", "Bo Nobody_502")}
    canvas = {f"nobodyada_LATE_111_905_{NAME}-1.ipynb": NOTEBOOK}
    collect(marks, CollectRequest((zipped(tmp_path / "c.zip", canvas),), ASSIGNMENT))
    names, remarks = feedback_names(marks, Format.CANVAS, tmp_path, CANVAS)
    assert names == {f"nobodyada_LATE_111_905_{NAME}.html"}
    assert any(remark.startswith("bo was not collected from Canvas") for remark in remarks)
    with pytest.raises(KitError, match="takes no feedback files"):
        exported(marks, Format.GRADESCOPE, tmp_path / "x", feedback=tmp_path / "f.zip")


def test_a_penalty_that_does_not_hold_any_more_is_no_mark(marks, tmp_path):
    with marks.gradebook() as gradebook:
        gradebook.find_submission(NAME, "ada").notebooks[0].late_submission_penalty = 10.0
        gradebook.db.commit()
    done, _ = exported(marks, Format.CSV, tmp_path)
    why = {one.student: one.why for one in done.missing}
    assert "the late penalty changed from 10 to 0" in why["ada"]


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
    assert rows(marks.root / f"{NAME}-canvas.csv")[2]["VAE digits (9876)"] == "94.5"
    assert len(json.loads((marks.root / "out.json").read_text())["left_out"]) == 2
    command = ("vaekit", "export", "--assignment", NAME, "--format")
    run(*command, "excel", cwd=marks.root, status=Status.UNUSABLE)
    (marks.root / "gradebook.db").unlink()
    assert "has no gradebook" in run(*command, "csv", cwd=marks.root, status=Status.UNUSABLE)
