"""How a course is graded is kept with it: each order of gradings with other options, then status, report and export."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from answers import run
from toy import TOY, toy_cells, write

from autograder.commands.terminal import Status
from autograder.course.configuration.course_root import CourseRoot
from autograder.course.gradebook.class_overview import overview
from autograder.grading.kept_settings import (
    KeptSettings,
    accepted_losses,
    asked_or_kept,
    keep_settings,
    kept_settings,
)
from autograder.grading.settings import Settings
from autograder.records.errors import KitError
from autograder.records.guarantees import Guarantee
from autograder.records.settings import Kind, Limits
from autograder.sandbox.backends.landlock import Landlock

STUDENTS = ("ada", "bo")


class Class:
    """A course of the toy with two hand-ins."""

    def __init__(self, root: Path, kit: Path) -> None:
        self.root, self._kit = root, kit
        for student in STUDENTS:
            write(root / "submitted" / student / "toy" / "toy.ipynb", toy_cells())

    def run(self, *words: str, status: int = 0, where: str = ".") -> str:
        return run(*words, cwd=self.root / where, status=status, PYTHONPATH=str(self._kit))

    def grade(self, *options: str, what: str = "submitted", where: str = ".") -> str:
        return self.run("vaekit", "grade", what, *options, where=where)

    def looked_at(self, stale: tuple[str, ...] = ()) -> None:
        """Expect that the three commands, none of which is told how it was graded, take all but these for current."""
        current, status = set(STUDENTS) - set(stale), Status.ATTENTION if stale else Status.GRADED
        for command in (
            ("status",),
            ("report", "submitted"),
            ("export", "--format", "csv", "--assignment", "toy"),
        ):
            expected = (
                Status.GRADED if command[0] == "export" else status
            )  # the gradebook has the grade of these files
            self.run("vaekit", *command, "--json", str(self.root / f"{command[0]}.json"), status=expected)
        told = {
            name: json.loads((self.root / f"{name}.json").read_text()) for name in ("status", "report", "export")
        }
        rows = {row["student"]: (row["status"], row["recorded"]) for row in told["status"]["submissions"]}
        assert {name for name, row in rows.items() if row == ("graded", True)} == current
        assert {row["student"] for row in told["report"]["wanting"]} == set(stale)
        assert {row["student"] for row in told["export"]["exported"]} == set(STUDENTS)

    def results(self) -> set[str]:
        return {path.name for path in (self.root / ".vaekit" / "results").glob("*.json")}

    def kept(self) -> KeptSettings | None:
        return kept_settings(self.root, "toy")


@pytest.fixture
def toys(starts, toy_course: Path, toy_kit: Path, tmp_path: Path) -> Class:
    return Class(shutil.copytree(toy_course, tmp_path / "course"), toy_kit)


def test_a_class_under_another_limit_is_current_for_all_and_is_graded_on_with_it(toys):
    toys.grade("--timeout", "60")
    toys.looked_at()
    before = toys.results()
    toys.grade()
    toys.run("nbgrader", "autograde", "toy", "--force")
    assert toys.results() == before  # by either command, nothing is graded anew
    toys.looked_at()


def test_a_limit_for_one_is_told_to_be_that_of_all_and_makes_the_others_stale(toys):
    assert "from now on" not in toys.grade("--timeout", "60")
    words = toys.grade("--timeout", "90", what="submitted/ada")
    assert "--timeout 60 and is graded with" in words
    assert "--timeout 90 from now on" in words
    toys.looked_at(stale=("bo",))
    assert "from now on" not in toys.grade()
    assert toys.kept().timeout == 90
    toys.looked_at()


def test_without_a_sandbox_is_looked_at_and_never_graded_again_unless_it_is_said(toys):
    toys.grade("--sandbox", "none", "--timeout", "60")
    toys.looked_at()
    words = toys.grade()
    assert "was graded with --sandbox none --timeout 60 and is graded with" in words
    kept = toys.kept()
    assert (kept.sandbox is Kind.NONE, kept.timeout) == (False, 60)
    toys.looked_at()


def test_what_a_sandbox_lacks_is_accepted_by_name_once_for_the_course(toys):
    """Also where the sandbox is named by hand."""
    if Landlock.problem() is not None:
        pytest.skip(f"{Landlock.problem()}")
    command = ("vaekit", "grade", "submitted", "--sandbox", "landlock")
    assert "can't guarantee on this machine: hidden-files" in toys.run(*command, status=Status.UNUSABLE)
    assert toys.kept() is None
    toys.grade(*command[3:], *[word for one in Guarantee for word in ("--without", one.value)])
    assert toys.kept().without == tuple(sorted(Guarantee))
    toys.looked_at()
    before = toys.results()
    toys.grade()
    toys.run("nbgrader", "autograde", "toy", "--force")
    assert toys.results() == before


def test_plain_pytest_asks_for_the_accepted_losses_too_and_goes_by_those_of_the_course(toys, toy_kit):
    if Landlock.problem() is not None:
        pytest.skip(f"{Landlock.problem()}")
    notebook = toys.root / "submitted" / "ada" / "toy" / "toy.ipynb"
    command = (
        "pytest",
        "-p",
        "no:cacheprovider",
        str(toy_kit / "toy" / "checks"),
        f"--vaekit-notebook={notebook}",
    )
    landlock, every = ("--vaekit-sandbox", "landlock"), [one.value for one in Guarantee]
    refused = toys.run(*command, *landlock, status=pytest.ExitCode.USAGE_ERROR)
    assert "can't guarantee on this machine: hidden-files" in refused
    assert "accept it: `pytest` with --vaekit-without hidden-files --vaekit-without" in refused
    toys.run(*command, *landlock, *[word for one in every for word in ("--vaekit-without", one)])
    assert toys.kept() is None
    keep_settings(toys.root, "toy", Settings(Kind.LANDLOCK, without=tuple(Guarantee)))
    toys.run(*command)
    theirs = notebook.parents[1]
    keep_settings(theirs, "toy", Settings(Kind.LANDLOCK, without=tuple(Guarantee)))
    keep_settings(toys.root, "toy", Settings(Kind.LANDLOCK))
    toys.run(*command, status=pytest.ExitCode.USAGE_ERROR, where="submitted/ada")


def test_nbgraders_own_grading_goes_by_its_configuration_and_keeps_that(toys):
    with (toys.root / "nbgrader_config.py").open("a") as config:
        config.write("\nc.GradeOutside.timeout = 45\n")
    toys.run("nbgrader", "autograde", "toy")
    assert toys.kept().timeout == 45
    toys.looked_at()
    toys.grade()
    toys.looked_at()


def test_what_a_hand_in_holds_of_this_kind_is_not_read(toys):
    toys.grade("--timeout", "60")
    theirs = toys.root / "submitted" / "ada" / "toy"
    keep_settings(theirs, "toy", Settings(Kind.NONE, Limits(submission_s=7)))
    keep_settings(theirs.parent.parent, "toy", Settings(Kind.NONE, Limits(submission_s=7)))
    before = toys.results()
    toys.grade(where="submitted/ada/toy", what=".")
    assert toys.results() == before
    assert toys.kept().timeout == 60
    toys.looked_at()


@pytest.mark.parametrize("command", ["status", "report", "export"])
@pytest.mark.parametrize("option", ["--timeout=60", "--sandbox"])
def test_commands_that_look_refuse_the_options_of_a_grading(toy_course, toy_kit, command, option):
    words = run("vaekit", command, option, "60", cwd=toy_course, status=Status.UNUSABLE, PYTHONPATH=str(toy_kit))
    assert "is an option of `vaekit grade`: the other commands go by how the course was graded last." in words


# --- what is kept


def test_losses_that_are_accepted_add_to_those_of_before(tmp_path):
    assert accepted_losses(tmp_path, "toy") == accepted_losses(None, "toy") == ()
    keep_settings(tmp_path, "toy", Settings(Kind.LANDLOCK, without=(Guarantee.HIDDEN_FILES,)))
    assert accepted_losses(tmp_path, "toy") == (Guarantee.HIDDEN_FILES,)
    both = accepted_losses(tmp_path, "toy", [Guarantee.CAUSE_OF_KILL])
    assert set(both) == {Guarantee.HIDDEN_FILES, Guarantee.CAUSE_OF_KILL}
    assert accepted_losses(tmp_path, "other") == ()


def test_a_course_that_kept_no_losses_can_be_read(tmp_path):
    keep_settings(tmp_path, "toy", Settings(Kind.BWRAP))
    (path,) = tmp_path.rglob("toy.json")
    path.write_text('{"sandbox": "landlock", "timeout": 60.0}')
    assert kept_settings(tmp_path, "toy") == KeptSettings(Kind.LANDLOCK, 60.0)


def test_each_assignment_has_its_own_and_an_option_alone_leaves_the_other(tmp_path):
    keep_settings(tmp_path, "toy", Settings(Kind.PODMAN, Limits(submission_s=300)))
    assert asked_or_kept(tmp_path, "other", None, None) == (Kind.AUTO, Limits())
    assert asked_or_kept(tmp_path, "toy", None, None) == (Kind.PODMAN, Limits(submission_s=300))
    assert asked_or_kept(tmp_path, "toy", Kind.AUTO, None) == (Kind.AUTO, Limits(submission_s=300))
    assert asked_or_kept(tmp_path, "toy", None, 60) == (Kind.PODMAN, Limits(submission_s=60))
    assert asked_or_kept(None, "toy", None, None) == (Kind.AUTO, Limits())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"sandbox": "auto", "timeout": 60}',
        '{"sandbox": "bwrap", "timeout": -1}',
        '{"sandbox": "bwrap"}',
    ],
)
def test_a_damaged_file_is_named_and_no_default_is_taken(tmp_path, text):
    keep_settings(tmp_path, "toy", Settings())
    (path,) = (tmp_path / ".vaekit" / "graded_with").glob("toy.json")
    path.write_text(text)
    with pytest.raises(KitError, match=r"is damaged.*remove it"):
        asked_or_kept(tmp_path, "toy", None, None)
    assert asked_or_kept(tmp_path, "toy", Kind.BWRAP, 60) == (Kind.BWRAP, Limits(submission_s=60))
    keep_settings(tmp_path, "toy", Settings())
    assert kept_settings(tmp_path, "toy") == KeptSettings.of(Settings())


# --- and where it lay


def test_hand_ins_in_a_folder_that_no_configuration_names_are_found_where_they_were_graded_last(toys):
    (toys.root / "from-moodle").mkdir()
    handed = (toys.root / "submitted").rename(toys.root / "from-moodle" / "submitted")
    assert "submitted" in toys.run("vaekit", "status", status=Status.UNUSABLE)
    toys.grade(what="from-moodle/submitted")
    assert "2 graded; 0 in the gradebook" in toys.run("vaekit", "status", status=Status.ATTENTION)
    course = CourseRoot.open(toys.root)
    assert course.handed_in("toy") == handed
    assert overview(course, TOY).gone == ()
    toys.grade(what="from-moodle/submitted/ada/toy")  # one of them is no other folder
    assert course.handed_in("toy") == handed
    handed.rename(toys.root / "elsewhere")
    assert course.handed_in("toy") == toys.root / "submitted"
    shutil.copytree(toys.root / "elsewhere", handed)
    (toys.root / "submitted").mkdir()
    assert course.handed_in("toy") == toys.root / "submitted"
