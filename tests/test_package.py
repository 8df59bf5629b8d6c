"""`vaekit package`: what Gradescope and PrairieLearn get, and the grading of one hand-in in a container like theirs."""

from __future__ import annotations

import json
import zipfile
from importlib.metadata import version
from pathlib import Path

import nbformat
import pytest
from answers import ROOT, run
from platform_containers import Container, gradescope, prairielearn, skip_where_none_can_be_made
from toy import TOY, toy_cells

from autograder.commands.terminal import Status
from autograder.platforms.autograders.grade_handin import grade_handin
from autograder.platforms.autograders.gradescope import GradescopeAutograder
from autograder.platforms.autograders.package_settings import PackageSettings, read_settings
from autograder.platforms.autograders.prairielearn import PrairieLearnAutograder
from autograder.records.errors import KitError
from autograder.records.guarantees import Guarantee
from autograder.sandbox.backends.landlock import Landlock
from autograder.sandbox.choose_backend import expect_accepted

WITHOUT = [word for one in Guarantee for word in ("--without", one.value)]
NAME = "vae-digits"


def notebook(*cells) -> str:
    return nbformat.writes(nbformat.v4.new_notebook(cells=[*cells]))


@pytest.fixture(scope="module")
def packages(toy_kit, tmp_path_factory) -> Path:
    """Both packages of the toy."""
    folder = tmp_path_factory.mktemp("packages")
    run("vaekit", "package", "gradescope", "toy", *WITHOUT, cwd=folder, PYTHONPATH=str(toy_kit))
    words = ["prairielearn", "toy", "--image", "you/vaekit", *WITHOUT]
    run("vaekit", "package", *words, cwd=folder, PYTHONPATH=str(toy_kit))
    return folder


@pytest.fixture(scope="module")
def on_gradescope(starts, packages, tmp_path_factory) -> Container:
    skip_where_none_can_be_made()
    if Landlock.problem() is not None:
        pytest.skip(f"{Landlock.problem()}")
    return gradescope(packages / "toy-gradescope.zip", tmp_path_factory.mktemp("autograder"))


# --- the packages ---------------------------------------------------------------------------------------------


def test_gradescopes_archive_has_both_programs_at_its_root_and_asks_for_the_versions_here(packages):
    with zipfile.ZipFile(packages / "toy-gradescope.zip") as archive:
        names = set(archive.namelist())
        assert {"setup.sh", "run_autograder", "package.json", "kit/autograder/__main__.py"} <= names
        assert {"kit/toy/checks/test_square.py", "kit/toy/course/toy.ipynb"} <= names
        assert not [name for name in names if name.startswith("/") or ".." in name or "__pycache__" in name]
        assert archive.read("constraints.txt").decode() == f"numpy=={version('numpy')}\n"
        assert "numpy>=2.0" in archive.read("requirements.txt").decode().splitlines()
        assert "tensorflow" not in archive.read("requirements.txt").decode()  # the toy needs none


def test_prairielearns_question_asks_for_the_notebook_and_names_image_and_entry_point(packages):
    course = packages / "toy-prairielearn"
    info = json.loads((course / "questions" / "toy" / "info.json").read_text())
    assert info["gradingMethod"] == "External"
    options = info["externalGradingOptions"]
    assert options["image"] == "you/vaekit"
    assert options["entrypoint"] == "/grade/serverFilesCourse/vaekit/run.sh"
    assert (course / "serverFilesCourse" / "vaekit" / "run.sh").stat().st_mode & 0o111
    assert 'file-names="toy.ipynb"' in (course / "questions" / "toy" / "question.html").read_text()
    assert (course / "vaekit-image" / "Dockerfile").read_text().splitlines()[1].startswith("FROM python:3.")


def test_what_the_sandbox_there_cannot_guarantee_must_be_accepted_by_name(tmp_path, toy_kit):
    words = run(
        "vaekit",
        "package",
        "gradescope",
        "toy",
        *WITHOUT[2:],
        cwd=tmp_path,
        status=Status.UNUSABLE,
        PYTHONPATH=str(toy_kit),
    )
    assert "hidden-files: student code can tell that a file exists" in words
    assert words.strip().endswith("--without hidden-files")
    assert not (tmp_path / "toy-gradescope.zip").exists()


def test_a_folder_that_is_not_empty_is_not_written_into(packages, toy_kit):
    words = ["prairielearn", "toy", "--image", "you/vaekit", *WITHOUT]
    said = run("vaekit", "package", *words, cwd=packages, status=Status.UNUSABLE, PYTHONPATH=str(toy_kit))
    assert "toy-prairielearn is there and not empty: remove it" in said


@pytest.mark.parametrize("content", ["", "{}", '{"platform": "gradescope", "assignment": "toy", "timeout_s": 0}'])
def test_a_damaged_package_is_refused(tmp_path, content):
    path = tmp_path / "package.json"
    path.write_text(content)
    with pytest.raises(KitError, match="make the package again"):
        read_settings(path)


# --- one hand-in in a container -------------------------------------------------------------------------------


def test_a_right_hand_in_has_all_points_on_gradescope(on_gradescope):
    on_gradescope.hand_in({"toy.ipynb": notebook(*toy_cells())})
    results, said = on_gradescope.run()
    assert results.get("score") == TOY.max_score, said
    assert sum(test["max_score"] for test in results["tests"]) == TOY.max_score
    assert {test["status"] for test in results["tests"]} == {"passed"}
    assert {test["name"].split(":")[0] for test in results["tests"]} == {"square", "norm"}
    assert results["stdout_visibility"] == "hidden"


def test_a_right_hand_in_has_all_points_on_prairielearn(starts, packages, tmp_path, on_gradescope):
    container = prairielearn(packages / "toy-prairielearn", "toy", tmp_path)
    container.hand_in({"toy.ipynb": notebook(*toy_cells())})
    results, said = container.run()
    assert results["gradable"], said
    assert results["score"] == 1
    assert sum(test["max_points"] for test in results["tests"]) == TOY.max_score


STEALS = """
import os
def square(x):
    for act in (lambda: open('/autograder/results/results.json', 'w').write('{"score": 6}'),
                lambda: open('/autograder/source/kit/toy/checks/test_square.py').read(),
                lambda: os.listdir('/autograder/submission'),
                lambda: open('/autograder/run_autograder', 'a'),
                lambda: os.kill(os.getppid(), 9)):
        try:
            act()
        except OSError:
            continue
        return x * x
    raise ValueError('<b>\\x1b[31m' + 'nothing ' * 9000)
"""
STAYS = """
import os, time
def square(x):
    if os.fork() == 0:
        for _ in range(600):
            try:
                open('/autograder/results/results.json', 'w').write('{"score": 6}')
            except OSError:
                pass
            time.sleep(0.05)
    return 0 * x
"""


def test_a_hand_in_that_reaches_for_results_and_checks_gets_neither(on_gradescope):
    """It would answer right if one of its attempts succeeded."""
    on_gradescope.hand_in({"toy.ipynb": notebook(*toy_cells(STEALS)), "results.json": '{"score": 6}'})
    results, said = on_gradescope.run()
    square = [test for test in results["tests"] if test["name"].startswith("square")]
    assert sum(test["score"] for test in square) == 0, said
    assert any("ValueError" in test["output"] for test in square)
    assert all(len(test["output"]) <= 2_000 and "\x1b" not in test["output"] for test in results["tests"])


def test_a_hand_in_that_leaves_a_process_does_not_change_its_results(on_gradescope):
    on_gradescope.hand_in({"toy.ipynb": notebook(*toy_cells(STAYS))})
    results, said = on_gradescope.run()
    assert results["score"] < TOY.max_score, said
    assert sum(test["score"] for test in results["tests"]) == results["score"]


def test_in_the_container_no_user_namespace_can_be_made(on_gradescope):
    """As on the platform: what confines the hand-ins above is Landlock."""
    on_gradescope.hand_in({})
    done = on_gradescope.start(["unshare", "--user", "true"])
    assert done.returncode != 0
    assert on_gradescope.start(["id", "-u"]).stdout.strip() == "0"


def test_an_example_has_its_points_in_gradescopes_container(starts, tmp_path, on_gradescope):
    run("vaekit", "package", "gradescope", NAME, *WITHOUT, cwd=tmp_path)
    container = gradescope(tmp_path / f"{NAME}-gradescope.zip", tmp_path / "autograder")
    container.hand_in({f"{NAME}.ipynb": ROOT / "examples" / "submitted" / "dora" / NAME / f"{NAME}.ipynb"})
    results, said = container.run()
    assert results.get("score") == 58, said  # as the README has it
    texts = [test for test in results["tests"] if "score" not in test]
    assert [test["name"] for test in texts] == ["latent-writeup", "quality-writeup"]
    assert "A person marks the texts, which are not counted here" in results["output"]


# --- hand-ins without a grade ---------------------------------------------------------------------------------


class Gradescope(GradescopeAutograder):
    """Gradescope with its folders elsewhere."""

    def __init__(self, folder: Path) -> None:
        self.submission, self.results = folder / "submission", folder / "results" / "results.json"
        self.submission.mkdir()

    def grade(self, *, without: tuple[Guarantee, ...] = tuple(Guarantee), assignment: str = NAME) -> dict:
        settings = PackageSettings(self.key, assignment, 60.0, without)
        self.said = grade_handin(self, settings, self.submission.parent)
        return json.loads(self.results.read_text())


@pytest.fixture
def platform(tmp_path, monkeypatch) -> Gradescope:
    monkeypatch.setattr("autograder.platforms.autograders.grade_handin.choose", lambda kind: Landlock.kind)
    return Gradescope(tmp_path)


CASES = {
    "none": ({"notes.txt": ""}, "The hand-in holds no notebook: ask the student to hand in vae-digits.ipynb."),
    "two": (
        {"a.ipynb": "{}", "b.ipynb": "{}"},
        "The hand-in holds 2 notebooks and none is called vae-digits.ipynb",
    ),
    "broken": ({"vae-digits.ipynb": '{"cells": ['}, "vae-digits.ipynb"),
    "another": ({"vae-digits.ipynb": notebook(nbformat.v4.new_code_cell("1"))}, "vae-digits.ipynb"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_hand_in_that_cannot_be_read_ends_in_a_sentence_and_no_score(platform, case):
    files, sentence = CASES[case]
    for name, content in files.items():
        (platform.submission / name).write_text(content)
    results = platform.grade()
    assert sentence in results["output"]
    assert "score" not in results
    assert results["tests"] == []
    assert str(platform.submission) not in results["output"]
    assert platform.said is None  # no fault of the grader


def test_prairielearn_takes_no_attempt_for_a_hand_in_without_a_grade():
    record = PrairieLearnAutograder("x").record_without_grade("There is no notebook.\x1b[1m")
    assert record == {"gradable": False, "format_errors": ["There is no notebook."]}


def test_a_sandbox_that_gives_less_than_was_accepted_is_not_used(platform):
    results = platform.grade(without=())
    assert "score" not in results
    assert "The sandbox landlock can't guarantee" in results["output"]
    assert "tell your instructor" in results["output"]
    assert platform.said


def test_a_grader_that_fails_says_so_to_both(platform, monkeypatch):
    monkeypatch.setattr("autograder.platforms.autograders.grade_handin.submission_in", lambda *_: 1 / 0)
    results = platform.grade()
    assert "score" not in results
    assert "The grader failed (ZeroDivisionError" in results["output"]
    assert "Traceback" in platform.said


def test_a_grader_that_is_killed_has_said_that_there_is_no_grade(platform, monkeypatch):
    class Killed(BaseException):
        pass

    def killed(*_):
        raise Killed

    monkeypatch.setattr("autograder.platforms.autograders.grade_handin.submission_in", killed)
    with pytest.raises(Killed):
        platform.grade()
    results = json.loads(platform.results.read_text())
    assert "ended before it had a result" in results["output"]
    assert "score" not in results


def test_each_guarantee_that_landlock_lacks_is_asked_for():
    lacking = Landlock.lacks()
    assert lacking
    expect_accepted(Landlock.kind, lacking)
    with pytest.raises(KitError, match=f"--without {lacking[-1].value}"):
        expect_accepted(Landlock.kind, lacking[:-1])
