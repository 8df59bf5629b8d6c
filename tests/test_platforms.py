"""A platform is one file: a made-up one is added, without a change elsewhere, and the commands know it."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from answers import NAME, ROOT, run
from handouts import NOTEBOOK, OTHER, graded_course, zipped
from plugins import as_installed

from autograder.commands.terminal import Status
from autograder.course.configuration.course_root import CourseRoot
from autograder.course.feedback.feedback_folder import note_shown_marks
from autograder.course.gradebook.marks.shown_to_students import digest_of_shown_marks
from autograder.platforms.registry import platforms

CHALKBOARD = Path(__file__).with_name("chalkboard.py")  # the guide shows it
ROSTER = """Slate;Pupil
0;Teacher's Look
71;Ada Nobody
72;Bo Nobody
79;Zoe Nobody
"""
HANDOUT = {
    f"chalk~Ada Nobody~71~1~{NAME}.ipynb": OTHER,
    f"chalk~Ada Nobody~71~2~{NAME}.ipynb": NOTEBOOK,
    f"chalk~B. N.~72~1~{NAME}.ipynb": NOTEBOOK,
}


def in_the_folder(folder: Path) -> Path:
    """A copy of the kit with one file more."""
    kit = folder / "kit"
    shutil.copytree(ROOT / "autograder", kit / "autograder", ignore=shutil.ignore_patterns("__pycache__"))
    (kit / "source").symlink_to(ROOT / "source")
    shutil.copy(CHALKBOARD, kit / "autograder" / "platforms")
    return kit


def as_a_package(folder: Path, value: str = "chalkboard:PLATFORM") -> Path:
    """The installed form of a package that names its platform as an entry point."""
    site = folder / "site"
    as_installed(site, "chalkboard", "vaekit.platforms", chalkboard=value)
    shutil.copy(CHALKBOARD, site)
    return site


def vaekit(*words: str, cwd: Path, status: int = 0, **more: str) -> str:
    """Run the command in a process of its own, which imports the kit and its plugins anew, and return its output."""
    return run("vaekit", *words, cwd=cwd, status=status, **more)


@pytest.fixture
def course(tmp_path):
    graded_course(tmp_path / "course")
    return tmp_path / "course"


@pytest.mark.parametrize("added", [in_the_folder, as_a_package])
def test_a_made_up_platform_is_one_file_and_the_commands_collect_and_export_with_it(added, course, tmp_path):
    path = {"PYTHONPATH": str(added(tmp_path))}
    (course / "list.csv").write_text(ROSTER)
    archive = zipped(tmp_path / "chalk.zip", HANDOUT)
    options = ("--roster", "list.csv", "--assignment", NAME, "--json", "in.json")
    vaekit("collect", str(archive), *options, cwd=course, **path)
    taken = {one["student"]: one for one in json.loads((course / "in.json").read_text())["submissions"]}
    assert {one["platform"] for one in taken.values()} == {"Chalkboard"}
    assert set(taken) == {"ada", "bo"}  # bo by the number of the list alone
    assert (course / "submitted" / "ada" / NAME / f"{NAME}.ipynb").read_bytes() == NOTEBOOK
    met = json.loads((course / ".vaekit" / "collected" / f"{NAME}.json").read_text())["students"]
    assert "Teacher's Look" not in {one["name"] for one in met.values()}

    for student in taken:  # their points stand in the gradebook already
        notebook = course / "autograded" / student / NAME / f"{NAME}.ipynb"
        notebook.parent.mkdir(parents=True)
        notebook.write_bytes(NOTEBOOK)
        page = course / "feedback" / student / NAME / f"{NAME}.html"
        page.parent.mkdir(parents=True)
        page.write_text(f"the page of {student}")
    with CourseRoot.open(course).gradebook() as gradebook:
        for student in taken:
            note_shown_marks(
                course,
                NAME,
                student,
                digest_of_shown_marks(gradebook.find_submission_notebook(NAME, NAME, student)),
            )
    export = ("export", "--format", "chalkboard", "--assignment", NAME)
    options = ("--roster", "list.csv", "--feedback", "pages.zip")
    words = vaekit(*export, *options, cwd=course, status=Status.ATTENTION, **path)
    assert "2 marks written" in words
    with zipfile.ZipFile(course / "pages.zip") as pages:
        assert set(pages.namelist()) == {f"chalk~71~{NAME}.html", f"chalk~72~{NAME}.html"}
    written = (course / f"{NAME}-chalkboard.csv").read_text().splitlines()
    assert written == [
        "Slate;Pupil;Chalk",
        "0;Teacher's Look;",
        "71;Ada Nobody;94.5",
        "72;Bo Nobody;94.5",
        "79;Zoe Nobody;",
    ]
    words = vaekit(*export, cwd=course, status=Status.UNUSABLE, **path)
    assert "Chalkboard knows its students by its own list (Class, Save as CSV): name it with --roster" in words
    wide = {"COLUMNS": "200"} | path
    assert "canvas, chalkboard, gradescope, moodle or csv" in vaekit("export", "--help", cwd=course, **wide)
    words = " ".join(vaekit("collect", "--help", cwd=course, **wide).split())
    assert "Canvas, Chalkboard, Google Classroom, Gradescope or Moodle" in words


def test_without_the_file_nobody_knows_it(course):
    words = vaekit("export", "--format", "chalkboard", cwd=course, status=Status.UNUSABLE)
    assert "There is no format chalkboard: expected one of canvas, gradescope, moodle, csv." in " ".join(
        words.split()
    )


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("chalkboard:NOTHING", "can't be loaded"),
        ("chalkboard:Chalkboard", "is no instance of Platform"),
        ("autograder.platforms.canvas:PLATFORM", "has the name or the format of autograder.platforms.canvas"),
    ],
)
def test_a_platform_that_cant_be_used_is_named_and_the_other_commands_go_on(value, why, course, tmp_path):
    path = {"PYTHONPATH": str(as_a_package(tmp_path, value))}
    words = vaekit("export", "--format", "csv", cwd=course, status=Status.UNUSABLE, **path)
    assert f"The platform {value} {why}" in " ".join(words.split())
    vaekit("export", "--help", cwd=course, **path)


def test_no_two_platforms_share_a_number_in_the_order_of_reading_names():
    """Which of two patterns that fit reads a name never depends on chance; the kit's own are told apart."""
    numbers = [one.precedence for one in platforms()]
    assert len(set(numbers)) == len(numbers)
