"""`vaekit collect`: what each platform hands out comes in under the right name, and nothing else does."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import sqlite3
import stat
import tarfile
import time
import unicodedata
import warnings
import zipfile
from pathlib import Path

import pytest
import typer
from answers import NAME, ROOT, run
from handouts import NOTEBOOK, OTHER, course_in, files_in, zip_bytes, zipped
from hypothesis import given, settings
from hypothesis import strategies as st
from nbgrader.api import Gradebook
from nbgrader.utils import parse_utc

from autograder.authoring.assignment import assignments
from autograder.commands.terminal import Status
from autograder.commands.transfer.collect import collect_command
from autograder.course.configuration.course_root import CourseRoot
from autograder.handin.collected_students import collected, record_file
from autograder.handin.find_submissions import find_submissions
from autograder.handin.read_submission import read_submission
from autograder.platforms.tables.dates import utc_of
from autograder.platforms.transfer.archive.unpack import Bounds, unpack
from autograder.platforms.transfer.collect.collecting import collect
from autograder.platforms.transfer.collect.records import CollectOutcome, CollectRequest
from autograder.platforms.transfer.rosters import read_roster
from autograder.records.errors import KitError, Unreadable

IPYNB = f"{NAME}.ipynb"
EVIDENCE = b"PK, arrays"
METADATA = b"""---
submission_77:
  :submitters:
  - :name: Ada Nobody
    :sid: '3001'
    :email: ada@example.edu
  :created_at: 2024-03-01 13:00:00.500000000 +01:00
  :score: 0.0
  :results: !ruby/hash:ActiveSupport::HashWithIndifferentAccess
    tests: []
submission_78:
  :submitters:
  - :name: Bo Nobody
    :sid: '3002'
  - :name: Cy Nobody
    :sid: '3003'
  :created_at: 2024-03-01 13:00:00 Z
"""


@pytest.fixture
def course(tmp_path):
    return course_in(tmp_path / "course")


def taken(course, *archives, **options):
    """What a collection brings in, by student, and what it leaves out, by its name."""
    roster = options.pop("roster", None)
    order = CollectRequest(archives, assignments()[NAME], read_roster(roster) if roster else None, **options)
    found = collect(course, order)
    return {one.student: one for one in found.done}, {one.name: one.why for one in found.left}


def submitted(course, student, name=IPYNB):
    return (course.root / "submitted" / student / NAME / name).read_bytes()


# --- the platforms


def test_canvas_takes_the_last_of_several_and_sees_who_was_late(course, tmp_path):
    handout = zipped(
        tmp_path / "submissions.zip",
        {
            f"nobodyada_LATE_111_905_{NAME}-1.ipynb": OTHER,
            f"nobodyada_LATE_111_900_{IPYNB}": NOTEBOOK,
            "nobodyada_LATE_111_906_evidence-1.npz": EVIDENCE,
            f"nobodybo_112_901_{IPYNB}": NOTEBOOK,
            "nobodycy_113_text.html": b"<p>see my mail</p>",
        },
    )
    done, left = taken(course, handout)
    assert set(done) == {"nobodyada", "nobodybo"}
    assert (done["nobodyada"].late, done["nobodybo"].late) == (True, False)
    assert submitted(course, "nobodyada") == OTHER
    assert submitted(course, "nobodyada", "evidence.npz") == EVIDENCE
    assert set(left) == {"nobodycy_113_text.html"}


def test_moodle_in_folders_and_flat(course, tmp_path):
    handout = zipped(
        tmp_path / "moodle.zip",
        {
            f"Ada Nobody_501_assignsubmission_file_/{IPYNB}": NOTEBOOK,
            "Ada Nobody_501_assignsubmission_file_/evidence.npz": EVIDENCE,
            f"Bo Nobody_502_assignsubmission_file_{IPYNB}": NOTEBOOK,
            f"Bo Nobody_503_assignsubmission_file_/work/{IPYNB}": OTHER,
            "Cy Nobody_504_assignsubmission_onlinetext_/onlinetext.html": b"hello",
        },
    )
    done, left = taken(course, handout)
    assert set(done) == {"Ada-Nobody", "Bo-Nobody", "Bo-Nobody_503"}
    assert files_in(course.root / "submitted" / "Ada-Nobody") == {f"{NAME}/{IPYNB}", f"{NAME}/evidence.npz"}
    assert submitted(course, "Bo-Nobody_503") == OTHER
    assert len(left) == 1


def test_gradescope_tells_who_and_when_and_a_group_comes_in_for_each(course, tmp_path):
    root = "assignment_9_export"
    handout = zipped(
        tmp_path / "gradescope.zip",
        {
            f"{root}/submission_metadata.yml": METADATA,
            f"{root}/submission_77/{IPYNB}": NOTEBOOK,
            f"{root}/submission_78/deep/{IPYNB}": NOTEBOOK,
            f"{root}/submission_79/{IPYNB}": NOTEBOOK,
        },
    )
    done, left = taken(course, handout)
    assert set(done) == {"3001", "3002", "3003"}
    stamp = (course.root / "submitted" / "3001" / NAME / "timestamp.txt").read_text()
    assert parse_utc(stamp.strip()).isoformat() == "2024-03-01T12:00:00.500000"
    assert list(left) == [f"{root}/submission_79/{IPYNB}"]


def test_google_classroom_knows_only_names(course, tmp_path):
    handout = zipped(
        tmp_path / "drive-download-001.zip",
        {
            f"Course - VAE/Ada Nobody - {IPYNB}": NOTEBOOK,
            f"Course - VAE/Bo Nobody - Copy of {IPYNB}": NOTEBOOK,
            f"Course - VAE/{NAME} - Cy Nobody.ipynb": NOTEBOOK,
            "Course - VAE/Untitled0.ipynb": NOTEBOOK,
        },
    )
    other_part = zipped(tmp_path / "drive-download-002.zip", {"Course - VAE/Ada Nobody - evidence.npz": EVIDENCE})
    done, left = taken(course, handout, other_part)
    assert set(done) == {"Ada-Nobody", "Bo-Nobody", "Cy-Nobody"}
    assert submitted(course, "Ada-Nobody", "evidence.npz") == EVIDENCE
    assert list(left) == ["Course - VAE/Untitled0.ipynb"]


def test_the_courses_own_pattern_comes_first(course, tmp_path):
    config = course.root / "nbgrader_config.py"
    pattern = r"hw_(?P<student_id>\w+)_at_(?P<timestamp>[0-9-]+)_(?P<file_id>.+)"
    config.write_text(config.read_text() + f"\nc.FileNameCollectorPlugin.named_regexp = {pattern!r}\n")
    handout = zipped(tmp_path / "own.zip", {f"hw_ada_at_2024-03-01_{IPYNB}": NOTEBOOK})
    done, _ = taken(CourseRoot.open(course.root), handout)
    assert done["ada"].when.isoformat() == "2024-03-01T00:00:00"


# --- names and rosters


def test_accents_composed_or_not_are_one_person(course, tmp_path):
    name = "brûléélodie"
    first = zipped(tmp_path / "a.zip", {f"{unicodedata.normalize('NFD', name)}_7_1_{IPYNB}": NOTEBOOK})
    second = zipped(tmp_path / "b.zip", {f"{unicodedata.normalize('NFC', name)}_7_2_{IPYNB}": OTHER})
    assert set(taken(course, first)[0]) == {name}
    done, _ = taken(course, second)
    assert done[name].outcome is CollectOutcome.KEPT


def test_a_zip_that_does_not_say_its_names_are_utf_8_keeps_the_accents(course, tmp_path):
    packed = zip_bytes({f"Élodie Brûlé_5_assignsubmission_file_/{IPYNB}": NOTEBOOK})
    marked = bytearray(packed)
    for head, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = marked.index(head) + place
        marked[at + 1] &= ~0x08
    (tmp_path / "plain.zip").write_bytes(bytes(marked))
    assert set(taken(course, tmp_path / "plain.zip")[0]) == {"Élodie-Brûlé"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_canvas_roster_gives_the_login_and_who_is_not_in_it_stays_out(course, tmp_path, encoding):
    roster = tmp_path / "grades.csv"
    rows = "Student,ID,SIS User ID,SIS Login ID,Section\n    Points Possible,,,,\n"
    roster.write_text(rows + '"Nobödy, Ada",111,s1,anobody,S\n"Nobody, Bo",112,s2,bnobody,S\n', encoding=encoding)
    handout = zipped(tmp_path / "c.zip", {f"nobodyada_111_1_{IPYNB}": NOTEBOOK, f"x_9_2_{IPYNB}": NOTEBOOK})
    done, left = taken(course, handout, roster=roster)
    assert set(done) == {"anobody"}
    assert left == {"x": "is not in grades.csv"}


def test_a_name_that_two_students_bear_is_told_apart_by_a_roster_or_left_out(course, tmp_path):
    roster = tmp_path / "class.csv"
    roster.write_text(
        "id,first_name,last_name,email\nada1,Ada,Nobody,a1@x.y\nada2,Ada,Nobody,a2@x.y\nbo,Bo,Nobody,\n"
    )
    handout = zipped(tmp_path / "g.zip", {f"Ada Nobody - {IPYNB}": NOTEBOOK, f"Nobody Bo - {IPYNB}": NOTEBOOK})
    done, left = taken(course, handout, roster=roster)
    assert set(done) == {"bo"}
    assert "2 times" in left["Ada Nobody"]


def test_students_of_the_gradebook_keep_their_names(course, tmp_path):
    with course.gradebook() as gradebook:
        gradebook.add_student("anobody", first_name="Ada", last_name="Nobody", email="ada@example.edu")
    handout = zipped(tmp_path / "c.zip", {f"nobodyada_111_1_{IPYNB}": NOTEBOOK})
    assert set(taken(course, handout)[0]) == {"anobody"}
    assert collected(course.root, NAME)["anobody"].person.ids["canvas"] == "111"


def test_a_damaged_record_of_students_is_refused_and_left_as_it_is(course, tmp_path):
    taken(course, zipped(tmp_path / "first.zip", {f"nobodyada_111_1_{IPYNB}": NOTEBOOK}))
    record = record_file(course.root, NAME)
    half = record.read_bytes()[:100]
    record.write_bytes(half)
    with pytest.raises(KitError, match=r"can't be read .*restore it from a backup, or move it aside"):
        taken(course, zipped(tmp_path / "second.zip", {f"nobodybo_112_2_{IPYNB}": NOTEBOOK}))
    assert record.read_bytes() == half
    assert not (course.root / "submitted" / "nobodybo").exists()


def test_nothing_is_collected_where_the_gradebook_does_not_answer(course, tmp_path):
    """Its students have names there, which a new name would not be."""
    (course.root / "gradebook.db").write_bytes(b"This was a database once. " * 100)
    handout = zipped(tmp_path / "c.zip", {f"nobodyada_111_1_{IPYNB}": NOTEBOOK})
    with pytest.raises(KitError, match=r"does not answer \(file is not a database\).*Nothing was collected"):
        taken(course, handout)
    assert not (course.root / "submitted").exists()
    assert not record_file(course.root, NAME).exists()


def test_what_was_collected_is_told_also_where_its_students_cannot_be_written_into_the_gradebook(tmp_path, capsys):
    course = course_in(tmp_path / "course")
    root, url = course.root, course.db_url
    with course.gradebook() as gradebook:
        gradebook.add_student("bo")
    config = root / "nbgrader_config.py"
    config.write_text(f"{config.read_text()}\nc.CourseDirectory.db_url = {url + '?timeout=0.1'!r}\n")
    handout = zipped(tmp_path / "c.zip", {f"nobodyada_111_1_{IPYNB}": NOTEBOOK})
    with contextlib.closing(sqlite3.connect(root / "gradebook.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")  # it can be read, and not be written to
        with pytest.raises(typer.Exit) as ended:
            collect_command([handout], course=root, assignment=NAME)
    told = capsys.readouterr()
    assert ended.value.exit_code == Status.ATTENTION
    assert "nobodyada" in told.out
    assert "1 submission: 1 collected" in told.out
    assert "names can't be written into the gradebook" in told.err
    assert taken(course, handout)[0]["nobodyada"].outcome is CollectOutcome.SAME
    with course.gradebook() as gradebook:
        assert {one.id for one in gradebook.students} == {"bo", "nobodyada"}


def test_a_locked_gradebook_in_which_the_course_is_not_entered_yet_is_told(tmp_path):
    course = course_in(tmp_path / "course")
    with Gradebook(course.db_url, "another course"):
        pass
    course.folders.db_url = f"{course.db_url}?timeout=0.1"
    with contextlib.closing(sqlite3.connect(course.root / "gradebook.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(KitError, match=r"does not answer \(database is locked\).*Nothing was collected"):
            taken(course, zipped(tmp_path / "c.zip", {f"nobodyada_111_1_{IPYNB}": NOTEBOOK}))


def test_no_temporary_folder_is_told_and_nothing_is_collected(course, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    with pytest.raises(KitError, match=r"No temporary folder .*TMPDIR.*Nothing was collected"):
        taken(course, zipped(tmp_path / "c.zip", {f"nobodyada_111_1_{IPYNB}": NOTEBOOK}))
    assert not (course.root / "submitted").exists()


def test_what_a_student_named_never_tells_whose_it_is(course, tmp_path):
    """A student who packs a file under another's name hands in for himself."""
    inside = zip_bytes({f"Ada Nobody_501_assignsubmission_file_/{IPYNB}": OTHER, f"nobodyada_1_2_{IPYNB}": OTHER})
    moodle = {
        f"Ada Nobody_501_assignsubmission_file_/{IPYNB}": NOTEBOOK,
        f"Bo Nobody_502_assignsubmission_file_/Ada Nobody_501_assignsubmission_file_/{IPYNB}": OTHER,
        "Cy Nobody_503_assignsubmission_file_/work.zip": inside,
    }
    done, _ = taken(course, zipped(tmp_path / "m.zip", moodle))
    assert set(done) == {"Ada-Nobody", "Bo-Nobody", "Cy-Nobody"}
    assert submitted(course, "Ada-Nobody") == NOTEBOOK
    unnamed = zipped(tmp_path / "d.zip", {"mine.zip": zip_bytes({f"Ada Nobody - {IPYNB}": OTHER})})
    assert taken(course, unnamed)[0] == {}


# --- when, and how late


def due(course, when: str) -> None:
    with warnings.catch_warnings(), course.gradebook() as gradebook:
        warnings.simplefilter("ignore")  # nbgrader's own use of its database
        gradebook.update_or_create_assignment(NAME, duedate=when)


def stamp(course, student: str) -> str | None:
    """The time of a hand-in as nbgrader reads it, in UTC; None where it reads none."""
    path = course.root / "submitted" / student / NAME / "timestamp.txt"
    return parse_utc(path.read_text().strip()).isoformat() if path.is_file() else None


LATE = {f"nobodyada_LATE_111_905_{IPYNB}": NOTEBOOK, f"nobodybo_112_901_{IPYNB}": NOTEBOOK}


def test_who_is_late_in_canvas_gets_the_first_second_after_the_deadline(course, tmp_path):
    due(course, "2024-03-01 12:00:00 UTC")
    done, _ = taken(course, zipped(tmp_path / "c.zip", LATE))
    assert stamp(course, "nobodyada") == "2024-03-01T12:00:01"
    assert stamp(course, "nobodybo") is None
    assert any("does not say how late" in remark for remark in done["nobodyada"].remarks)
    assert collected(course.root, NAME)["nobodyada"].handed_in.number == 905


def test_a_deadline_that_is_set_later_makes_the_late_late_when_they_are_collected_again(course, tmp_path):
    handout = zipped(tmp_path / "c.zip", LATE)
    done, _ = taken(course, handout)
    assert done["nobodyada"].late
    assert any("no deadline" in remark for remark in done["nobodyada"].remarks)
    assert stamp(course, "nobodyada") is None
    for when in ("2024-03-01T12:00:00", "2024-03-02T12:00:00"):
        due(course, f"{when} UTC")
        done, _ = taken(course, handout)
        assert done["nobodyada"].outcome is CollectOutcome.SAME
        assert stamp(course, "nobodyada") == when[:-1] + "1"


def test_a_time_that_a_person_has_written_stays(course, tmp_path):
    due(course, "2024-03-01 12:00:00 UTC")
    handout = zipped(tmp_path / "c.zip", LATE)
    taken(course, handout)
    path = course.root / "submitted" / "nobodyada" / NAME / "timestamp.txt"
    path.write_text("2024-03-04 08:00:00 UTC")
    for _ in range(2):
        taken(course, handout)
        assert stamp(course, "nobodyada") == "2024-03-04T08:00:00"


MOODLE = """Identifier,"Full name","Email address",Status,Grade,"Maximum grade","Grade can be changed",\
"Last modified (submission)","Last modified (grade)","Feedback comments"
"Participant 501","Ada Nobody",ada@example.edu,"Submitted for grading -  - ",,100.00,Yes,\
"Friday, 1 March 2024, 1:00 PM",-,
"Participant 502","Bo de Nobody",bo@example.edu,"Submitted for grading - 2 hours late -  - ",,100.00,Yes,\
"Friday, 1 March 2024, 6:00 PM",-,
"Participant 503","Cy Nobody",cy@example.edu,"No submission -  - ",,100.00,Yes,-,-,
"""


@pytest.fixture
def in_berlin(monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("in_berlin")
def test_moodles_worksheet_tells_when(course, tmp_path):
    (tmp_path / "moodle.csv").write_text(MOODLE)
    due(course, "2024-03-01 14:00:00 UTC")
    files = {
        f"Ada Nobody_501_assignsubmission_file_/{IPYNB}": NOTEBOOK,
        f"Bo de Nobody_502_assignsubmission_file_/{IPYNB}": NOTEBOOK,
    }
    done, _ = taken(course, zipped(tmp_path / "m.zip", files), roster=tmp_path / "moodle.csv")
    assert {stamp(course, student) for student in done} == {"2024-03-01T12:00:00", "2024-03-01T17:00:00"}
    assert sorted(one.late for one in done.values()) == [False, True]


@pytest.mark.parametrize(
    "text",
    [
        "Friday, 1 March 2024, 1:00 PM",
        "Friday, March 1, 2024, 1:00 PM",
        "Freitag, 1. März 2024, 13:00",
        "vendredi 1 mars 2024, 13:00",
        "viernes, 1 de marzo de 2024, 13:00",
        "пятница, 1 марта 2024, 13:00",
    ],
)
@pytest.mark.usefixtures("in_berlin")
def test_dates_of_a_site_are_read_in_its_language(text):
    assert utc_of(text).isoformat() == "2024-03-01T12:00:00"


@pytest.mark.parametrize(
    "text", ["", "-", "March 2024", "30 February 2024, 1:00 PM", "1 March April 2024, 1:00 PM"]
)
def test_what_is_no_date_is_none(text):
    assert utc_of(text) is None


# --- nbgrader's table of students


def table_of(course) -> dict[str, tuple]:
    with course.gradebook() as gradebook:
        return {one.id: (one.first_name, one.last_name, one.email, one.lms_user_id) for one in gradebook.students}


def test_names_and_addresses_of_the_roster_go_into_the_table_of_students(course, tmp_path):
    due(course, "2024-03-01 14:00:00 UTC")
    (tmp_path / "moodle.csv").write_text(MOODLE)
    files = {f"Ada Nobody_501_assignsubmission_file_/{IPYNB}": NOTEBOOK}
    taken(course, zipped(tmp_path / "m.zip", files), roster=tmp_path / "moodle.csv", dry_run=True)
    assert table_of(course) == {}
    taken(course, zipped(tmp_path / "m.zip", files), roster=tmp_path / "moodle.csv")
    assert sorted(table_of(course).values()) == [
        ("Ada", "Nobody", "ada@example.edu", "501"),
        ("Bo de", "Nobody", "bo@example.edu", "502"),
        ("Cy", "Nobody", "cy@example.edu", "503"),
    ]


def test_what_the_table_of_students_says_already_is_kept_and_canvas_tests_nobody(course, tmp_path):
    due(course, "2024-03-01 14:00:00 UTC")
    with course.gradebook() as gradebook:
        gradebook.add_student("anobody", first_name="A.", last_name="von Nobody")
    roster = tmp_path / "grades.csv"
    rows = "Student,ID,SIS User ID,SIS Login ID,Section\n    Points Possible,,,,\n"
    login = "de6e5d2b7ad4a0ee5c2a9e0c6a1d2f3b4c5d6e7f"
    roster.write_text(rows + f'"Nobody, Ada",111,s1,anobody,S\n"Student, Test",120,,{login},S\n')
    taken(course, zipped(tmp_path / "c.zip", {f"nobodyada_111_1_{IPYNB}": NOTEBOOK}), roster=roster)
    assert table_of(course) == {"anobody": ("A.", "von Nobody", None, "111")}


# --- another assignment, another course

STRANGE = json.dumps(
    {"cells": [{"cell_type": "code", "metadata": {}, "outputs": [], "source": "def sort(): ..."}]}
)


def beta_vae() -> bytes:
    return assignments()["beta-vae"].source_notebook.read_bytes()


def test_hand_ins_of_another_assignment_are_not_collected_as_this_one(course, tmp_path):
    files = {f"nobody{name}_{number}_1_beta-vae.ipynb": beta_vae() for number, name in enumerate(("ada", "bo"), 1)}
    with pytest.raises(KitError, match=f"2 of 2 hand-ins are not of {NAME}.*looks like a hand-in of beta-vae"):
        taken(course, zipped(tmp_path / "c.zip", files))
    assert not (course.root / "submitted").exists()


@pytest.mark.parametrize(
    ("notebook", "says"), [(beta_vae(), "a hand-in of beta-vae"), (STRANGE, "holds no cell of")]
)
def test_one_wrong_notebook_is_collected_and_needs_attention(course, tmp_path, notebook, says):
    files = {f"nobody{name}_{number}_1_{IPYNB}": NOTEBOOK for number, name in enumerate(("ada", "bo"), 1)}
    done, _ = taken(course, zipped(tmp_path / "c.zip", {**files, "nobodycy_3_1_work.ipynb": notebook}))
    assert any(says in remark for remark in done["nobodycy"].remarks)
    assert done["nobodycy"].doubtful
    assert not any(says in remark for remark in done["nobodyada"].remarks)
    wrong = next(one for one in find_submissions(course.root / "submitted") if one.student == "nobodycy")
    with pytest.raises(Unreadable, match=says):
        read_submission(wrong)


def test_a_roster_of_another_course_is_named(course, tmp_path):
    roster = tmp_path / "grades.csv"
    roster.write_text('Student,ID,SIS User ID,SIS Login ID,Section\n"Stranger, Eve",991,s1,eve,S\n')
    handout = zipped(tmp_path / "c.zip", {f"nobodyada_111_1_{IPYNB}": NOTEBOOK})
    with pytest.raises(KitError, match=r"The only student is not in .*grades.csv: is it another course's"):
        taken(course, handout, roster=roster)


# --- what is taken of a hand-in


def test_a_notebook_in_a_folder_in_a_zip_with_its_evidence_and_without_a_macs_shadows(course, tmp_path):
    work = {
        f"work/{IPYNB}": NOTEBOOK,
        "work/evidence (1).npz": EVIDENCE,
        f"__MACOSX/work/._{IPYNB}": b"shadow",
        "work/.ipynb_checkpoints/old.ipynb": b"old",
        "work/timestamp.txt": b"1999-01-01 00:00:00 UTC",
        "work/nbgrader_config.py": b"raise SystemExit",
        "work/notes.txt": b"notes",
    }
    done, left = taken(course, zipped(tmp_path / "c.zip", {"nobodyada_1_2_work.zip": zip_bytes(work)}))
    assert done["nobodyada"].files == ("evidence.npz", "notes.txt", IPYNB)
    assert files_in(course.root / "submitted") == {f"nobodyada/{NAME}/{name}" for name in done["nobodyada"].files}
    assert {name.rpartition("/")[2] for name in left} == {"timestamp.txt", "nbgrader_config.py"}


def test_an_evidence_file_that_a_browser_called_zip_stays_whole(course, tmp_path):
    arrays = zip_bytes({"history.npy": b"\x93NUMPY"})
    files = {f"nobodyada_1_2_{IPYNB}": NOTEBOOK, "nobodyada_1_3_evidence.zip": arrays}
    taken(course, zipped(tmp_path / "c.zip", files))
    assert submitted(course, "nobodyada", "evidence.npz") == arrays


def test_the_only_notebook_is_the_assignments_whatever_it_is_called(course, tmp_path):
    files = {
        "nobodyada_1_2_my homework.ipynb": NOTEBOOK,
        "nobodyada_1_3_my homework-1.ipynb": OTHER,
        f"nobodybo_2_3_{IPYNB}.txt": NOTEBOOK,
        "nobodycy_3_4_essay.pdf": b"%PDF",
    }
    done, left = taken(course, zipped(tmp_path / "c.zip", files))
    assert submitted(course, "nobodyada") == OTHER
    assert any("my homework.ipynb" in remark for remark in done["nobodyada"].remarks)
    assert submitted(course, "nobodybo") == NOTEBOOK
    assert "no notebook" in left["nobodycy"]


def test_what_came_in_is_found_by_the_grader(course, tmp_path):
    files = {f"nobody{name}_{number}_1_{IPYNB}": NOTEBOOK for number, name in enumerate(("ada", "bo"), 1)}
    taken(course, zipped(tmp_path / "c.zip", files))
    found = find_submissions(course.root / "submitted")
    assert [one.student for one in found] == ["nobodyada", "nobodybo"]


# --- nothing is lost


def test_a_dry_run_changes_nothing(course, tmp_path):
    before = files_in(course.root)
    done, _ = taken(course, zipped(tmp_path / "c.zip", {f"nobodyada_1_2_{IPYNB}": NOTEBOOK}), dry_run=True)
    assert done["nobodyada"].outcome is CollectOutcome.NEW
    assert files_in(course.root) == before


def test_another_hand_in_is_not_overwritten_unless_told_and_then_kept_aside(course, tmp_path):
    first = zipped(tmp_path / "a.zip", {f"nobodyada_1_2_{IPYNB}": NOTEBOOK})
    second = zipped(tmp_path / "b.zip", {f"nobodyada_1_3_{NAME}-1.ipynb": OTHER})
    outcomes = [
        taken(course, handout, **options)[0]["nobodyada"].outcome
        for handout, options in (
            (first, {}),
            (first, {}),
            (second, {}),
        )
    ]
    assert outcomes == [CollectOutcome.NEW, CollectOutcome.SAME, CollectOutcome.KEPT]
    assert submitted(course, "nobodyada") == NOTEBOOK
    assert taken(course, second, replace=True)[0]["nobodyada"].outcome is CollectOutcome.REPLACED
    assert submitted(course, "nobodyada") == OTHER
    shutil.rmtree(course.root / ".vaekit")  # which somebody may delete
    (aside,) = (course.root / "replaced").rglob("*.ipynb")
    assert aside.read_bytes() == NOTEBOOK


def test_the_later_of_two_archives_wins_whole(course, tmp_path):
    first = zipped(
        tmp_path / "a.zip", {f"nobodyada_1_2_{IPYNB}": NOTEBOOK, "nobodyada_1_3_evidence.npz": EVIDENCE}
    )
    second = zipped(tmp_path / "b.zip", {f"nobodyada_1_9_{NAME}-1.ipynb": OTHER})
    done, _ = taken(course, second, first)
    assert done["nobodyada"].files == (IPYNB,)
    assert submitted(course, "nobodyada") == OTHER


def test_a_write_that_fails_leaves_nothing_half_done(course, tmp_path):
    handout = zipped(tmp_path / "c.zip", {f"nobodyada_1_2_{IPYNB}": NOTEBOOK})
    (course.root / "submitted").mkdir()
    (course.root / "submitted" / "nobodyada").write_text("a file where a folder should be")
    with pytest.raises(KitError, match="can't be written"):
        taken(course, handout)
    assert files_in(course.root / "submitted") == {"nobodyada"}


# --- hostile archives


def test_what_leads_elsewhere_is_refused_and_the_rest_comes_in(course, tmp_path):
    path = zipped(
        tmp_path / "c.zip",
        {
            f"nobodyada_1_2_{IPYNB}": NOTEBOOK,
            f"../../nobodybo_2_3_{IPYNB}": NOTEBOOK,
            f"/tmp/nobodycy_3_4_{IPYNB}": NOTEBOOK,
            f"C:\\nobodydi_4_5_{IPYNB}": NOTEBOOK,
            f"a\\..\\..\\nobodyed_4_5_{IPYNB}": NOTEBOOK,
            "nobodyfi_5_6_work.zip": zip_bytes({f"../../{IPYNB}": NOTEBOOK}),
        },
    )
    with zipfile.ZipFile(path, "a") as packed:
        link = zipfile.ZipInfo(f"nobodygo_6_7_{IPYNB}")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(link, "/etc/passwd")
    before = files_in(tmp_path)
    done, left = taken(course, path)
    assert set(done) == {"nobodyada"}
    assert [why.split(" ")[-1] for why in left.values()] == ["(..)", "path", "path", "(..)", "(..)", "link"]
    new = files_in(tmp_path) - before
    assert new == {f"course/submitted/nobodyada/{NAME}/{IPYNB}", f"course/.vaekit/collected/{NAME}.json"}


def test_links_and_devices_in_a_tar_are_refused(course, tmp_path):
    path = tmp_path / "m.tar.gz"
    with tarfile.open(path, "w:gz") as tar:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.REGTYPE):
            entry = tarfile.TarInfo(f"Ada Nobody_{ord(kind)}_assignsubmission_file_/{IPYNB}")
            entry.type, entry.linkname = kind, "/etc/passwd"
            entry.size = len(NOTEBOOK) if kind == tarfile.REGTYPE else 0
            tar.addfile(entry, io.BytesIO(NOTEBOOK) if entry.size else None)
    done, left = taken(course, path)
    assert (len(done), len(left)) == (1, 3)


def test_zip_bombs_are_refused_and_the_rest_comes_in(course, tmp_path):
    zeros = bytes(30 << 20)
    deep = zip_bytes({"b.zip": zip_bytes({"c.zip": zip_bytes({IPYNB: NOTEBOOK})})})
    files = {
        f"nobodyada_1_2_{IPYNB}": NOTEBOOK,
        f"nobodybo_2_3_{IPYNB}": zeros,
        "nobodycy_3_4_work.zip": zip_bytes({IPYNB: zeros}),
        "nobodydi_4_5_work.zip": deep,
    }
    done, left = taken(course, zipped(tmp_path / "c.zip", files))
    assert set(done) == {"nobodyada"}
    assert "zip bomb" in left[f"nobodybo_2_3_{IPYNB}"]
    assert "zip bomb" in left[f"nobodycy_3_4_work.zip/{IPYNB}"]
    assert "only one" in left["nobodydi_4_5_work.zip/b.zip"]


@pytest.mark.parametrize(
    ("bounds", "files", "says"),
    [
        (Bounds(files=2), {f"{n}.ipynb": NOTEBOOK for n in range(3)}, "more than 2 files"),
        (
            Bounds(inner_files=2),
            {"a.zip": zip_bytes({f"{n}.ipynb": NOTEBOOK for n in range(3)})},
            "more than 2 files",
        ),
        (Bounds(file_mib=0), {IPYNB: NOTEBOOK}, "larger than 0 MiB"),
        (Bounds(archive_mib=0), {IPYNB: NOTEBOOK}, "would make the archive larger"),
    ],
)
def test_each_limit_says_what_it_was(tmp_path, bounds, files, says):
    path = zipped(tmp_path / "c.zip", files)
    try:
        _, left = unpack(path, tmp_path / "desk", lambda name: True, bounds)
        words = " ".join(one.why for one in left)
    except KitError as error:
        words = str(error)
    assert says in words


def test_a_tar_that_grows_without_end_is_stopped(course, tmp_path):
    path = tmp_path / "bomb.tgz"
    with tarfile.open(path, "w:gz") as tar:
        entry = tarfile.TarInfo("huge.bin")
        entry.size = 200 << 20
        tar.addfile(entry, io.BytesIO(bytes(entry.size)))
        small = tarfile.TarInfo(f"Ada Nobody_1_assignsubmission_file_/{IPYNB}")
        small.size = len(NOTEBOOK)
        tar.addfile(small, io.BytesIO(NOTEBOOK))
    with pytest.raises(KitError, match="far more than its size"):
        taken(course, path)


@given(data=st.binary(max_size=400), at=st.integers(0, 400))
@settings(max_examples=60, deadline=None)
def test_a_damaged_archive_is_a_sentence(tmp_path_factory, data, at):
    folder = tmp_path_factory.mktemp("damaged")
    whole = zip_bytes({f"nobodyada_1_2_{IPYNB}": b"{}", "nobodybo_2_3_work.zip": zip_bytes({IPYNB: b"{}"})})
    (folder / "c.zip").write_bytes(whole[:at] + data + whole[at + len(data) :])
    try:
        found, left = unpack(folder / "c.zip", folder / "desk", lambda name: True)
    except KitError:
        return
    assert all(one.why for one in left)
    assert all(one.content.parent == folder / "desk" for one in found)


def test_a_student_cannot_name_others_by_a_metadata_file_of_his_own(course, tmp_path):
    forged = METADATA.replace(b"submission_77", b"submission_78")
    files = {
        "a/submission_metadata.yml": METADATA,
        f"a/submission_77/{IPYNB}": NOTEBOOK,
        "a/submission_77/submission_metadata.yml": forged,
        f"a/submission_77/submission_78/{IPYNB}": OTHER,
    }
    done, _ = taken(course, zipped(tmp_path / "g.zip", files))
    assert set(done) == {"3001"}


# --- the command


def test_the_command_shows_what_came_in_and_what_did_not(course, tmp_path):
    handout = zipped(tmp_path / "c.zip", {f"nobodyada_1_2_{IPYNB}": NOTEBOOK, "stray.ipynb": NOTEBOOK})
    command = ("vaekit", "collect", str(handout))
    assert "--assignment" in run(*command, cwd=course.root, status=Status.UNUSABLE)
    command = (*command, "--assignment", NAME, "--json", "list.json")
    words = run(*command, cwd=course.root, status=Status.ATTENTION)
    assert "nobodyada" in words
    assert "stray.ipynb tells no student by its name" in words
    record = json.loads((course.root / "list.json").read_text())
    assert [row["outcome"] for row in record["submissions"]] == ["collected"]
    assert record["left_out"][0]["file"] == "stray.ipynb"


def test_what_is_no_archive_or_no_course_ends_with_status_2(course, tmp_path):
    (tmp_path / "broken.zip").write_bytes(b"PK no zip")
    for arguments in (["broken.zip"], ["missing.zip"], [str(ROOT / "README.md")]):
        run("vaekit", "collect", *arguments, "--course", str(course.root), cwd=tmp_path, status=Status.UNUSABLE)
    run("vaekit", "collect", "broken.zip", cwd=Path("/"), status=Status.UNUSABLE)
