"""The command line: what it prints, what it writes, and with which status it ends."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from answers import NAME, RELEASE, ROOT, completed, edited, reference_cells
from toy import toy_cells, write

from autograder.commands.terminal import Status
from autograder.records.results import TOLD_ABOVE
from autograder.sandbox.backends.landlock import Landlock

OUTCOMES = {"passed", "failed", "timeout", "blocked", "grader_error"}


def vaekit(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return completed(sys.executable, "-m", "autograder", *arguments, cwd=Path.cwd(), **environment)


@pytest.fixture
def toy(starts, tmp_path: Path) -> Path:
    """A hand-in of the toy, which needs no TensorFlow: for what is the same with every assignment."""
    return write(tmp_path / "submitted" / "ada" / "toy" / "toy.ipynb", toy_cells())


@pytest.fixture(scope="module")
def report(starts, tmp_path_factory) -> tuple[subprocess.CompletedProcess[str], dict]:
    """A class of three: one right, one untouched, one unreadable."""
    folder = tmp_path_factory.mktemp("class")
    edited(RELEASE, folder / "submitted" / "ada" / NAME / f"{NAME}.ipynb", reference_cells())
    edited(RELEASE, folder / "submitted" / "bo" / NAME / f"{NAME}.ipynb", {})
    broken = edited(RELEASE, folder / "submitted" / "cy" / NAME / f"{NAME}.ipynb", {})
    broken.write_text(broken.read_text()[:500])
    done = vaekit("grade", folder / "submitted", "--json", folder / "out" / "report.json", "--details")
    return done, json.loads((folder / "out" / "report.json").read_text())


def test_report_follows_the_contract(report):
    _, content = report
    assert (content["schema"], content["assignment"]) == (1, NAME)
    for submission in content["submissions"]:
        assert (submission["max_score"], submission["manual_max"]) == (80.0, 20.0)
        for task in submission["tasks"]:
            assert task["earned"] == sum(check["earned"] for check in task["checks"])
            for check in task["checks"]:
                assert math.isfinite(check["earned"])
                assert 0 <= check["earned"] <= check["points"]
                assert check["outcome"] in OUTCOMES
                assert check["message"] or check["outcome"] == "passed"
                assert set(check) >= {"id", "points", "earned", "outcome", "message", "misconception"}
    tasks = [task["id"] for task in content["submissions"][0]["tasks"]]
    assert tasks == ["sampling", "losses", "train-step", "generate", "experiment"]


def test_unreadable_submission_needs_attention_and_the_others_are_graded(report):
    done, content = report
    by_student = {submission["student"]: submission for submission in content["submissions"]}
    assert done.returncode == Status.ATTENTION
    assert [by_student[name]["status"] for name in ("ada", "bo", "cy")] == ["graded", "graded", "needs_attention"]
    assert [by_student[name]["score"] for name in ("ada", "bo", "cy")] == [70.0, 0.0, None]
    assert "JSON is broken" in by_student["cy"]["reason"]


def test_untouched_release_is_told_what_to_write(report):
    _, content = report
    (untouched,) = (submission for submission in content["submissions"] if submission["student"] == "bo")
    for task in untouched["tasks"]:
        assert {check["outcome"] for check in task["checks"]} == {"blocked"}
        first, *others = (check["message"] for check in task["checks"])
        assert "write" in first or "run the experiment" in first
        assert all("write" in message or message.startswith(TOLD_ABOVE) for message in others)


def test_table_and_details_are_printed(report):
    done, _ = report
    assert "points by task" in done.stdout
    assert "bo −" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["grade", "no/such/place"], "does not exist"),
        (["grade"], "Missing argument"),
        (["grade", "README.md"], "should end in .ipynb"),
        (["grade", str(RELEASE), "--sandbox", "chroot"], "chroot"),
        (["unknown"], "No such command"),
    ],
)
def test_unusable_arguments_end_with_status_2(arguments, says):
    done = vaekit(*arguments)
    assert done.returncode == Status.UNUSABLE
    assert says in done.stderr


def test_without_bubblewrap_grading_refuses_and_says_how_to_get_it(tmp_path):
    done = vaekit("grade", RELEASE, "--sandbox", "bwrap", PATH=str(tmp_path))
    assert done.returncode == Status.UNUSABLE
    assert "bubblewrap is not installed" in done.stderr
    assert "apt-get install bubblewrap" in done.stderr


@pytest.mark.usefixtures("starts")
def test_a_sandbox_that_gives_less_is_told_before_anything_is_graded(tmp_path):
    if Landlock.problem() is not None:
        pytest.skip("this kernel has no Landlock")
    # not in this clone: it would keep what is accepted here
    notebook = shutil.copy(RELEASE, tmp_path)
    grade = (sys.executable, "-m", "autograder", "grade", notebook, "--sandbox")
    refused = completed(*grade, "auto", cwd=tmp_path, PATH=str(tmp_path))
    assert refused.returncode == Status.UNUSABLE
    assert "The sandbox landlock can't guarantee on this machine" in refused.stderr
    accepted = [word for one in Landlock.lacks() for word in ("--without", one.value)]
    done = completed(*grade, "auto", *accepted, cwd=tmp_path, PATH=str(tmp_path))
    assert "Sandbox: Landlock ABI" in done.stderr
    assert "Sandbox:" not in completed(*grade, "none", cwd=tmp_path).stderr


@pytest.mark.usefixtures("starts")
def test_sandbox_none_grades_with_the_same_result(tmp_path):
    path = edited(RELEASE, tmp_path / "ada" / NAME / f"{NAME}.ipynb", reference_cells())
    assert vaekit("grade", path, "--sandbox", "none", "--json", tmp_path / "r.json").returncode == Status.GRADED
    (submission,) = json.loads((tmp_path / "r.json").read_text())["submissions"]
    assert submission["score"] == 70.0


def test_help_shows_an_example_and_the_statuses():
    text = vaekit("grade", "--help").stdout
    assert "vaekit grade submitted/ --json report.json" in text
    assert "Exit status" in text


@pytest.mark.usefixtures("starts")
def test_hidden_checks_run_with_plain_pytest(tmp_path):
    """As an instructor who writes a new check runs them: on one notebook."""
    wrong = {**reference_cells(), "losses": "def kl_loss(z_mean, z_log_var):\n    return 0.0\n"}
    path = edited(RELEASE, tmp_path / "ada" / NAME / f"{NAME}.ipynb", wrong)
    checks = ROOT / "autograder" / "assignments" / "vae_digits" / "checks"
    command = [
        sys.executable,
        "-m",
        "pytest",
        str(checks),
        "--vaekit-notebook",
        str(path),
        "-q",
        "-p",
        "no:cacheprovider",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "test_sampling.py ........" in done.stdout or "FAILED" in done.stdout
    assert "`reconstruction_loss` is missing: write it in the cell `losses`." in done.stdout
    assert done.returncode == 1


def test_plain_pytest_says_in_one_sentence_that_there_is_no_such_notebook(tmp_path):
    checks = ROOT / "autograder" / "assignments" / "vae_digits" / "checks"
    notebook = tmp_path / "none.ipynb"
    done = completed(sys.executable, "-m", "pytest", checks, "--vaekit-notebook", notebook, cwd=Path.cwd())
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "none.ipynb" in done.stderr
    assert "INTERNALERROR" not in done.stdout + done.stderr


def test_fault_of_the_kit_ends_with_status_3(toy, toy_kit, tmp_path):
    code = "from autograder.commands import app; from autograder.commands.grading import grade\n"
    code += "grade.result_table = None; app.main()"
    done = completed(sys.executable, "-c", code, "grade", toy, cwd=tmp_path, PYTHONPATH=str(toy_kit))
    assert done.returncode == Status.GRADER_FAILED
    assert "the grader itself failed" in done.stderr


def grades_kept(course: Path) -> list[Path]:
    """The grades, without the figures that stand beside them."""
    return [path for path in (course / ".vaekit" / "results").iterdir() if path.suffixes == [".json"]]


def test_results_are_kept_by_content(toy, toy_kit, tmp_path):
    """The second run takes what the first one stored; a changed submission is graded anew."""
    (tmp_path / "nbgrader_config.py").touch()
    grade, kit = ("grade", toy, "--course", tmp_path), {"PYTHONPATH": str(toy_kit)}
    vaekit(*grade, **kit)
    (stored,) = grades_kept(tmp_path)
    marked = stored.read_text().replace('"reason": null', '"reason": null, "mark": 1')
    stored.write_text(marked)
    vaekit(*grade, **kit)
    assert stored.read_text() == marked
    edited(toy, toy, {}, "x = 1")
    vaekit(*grade, **kit)
    assert len(grades_kept(tmp_path)) == 2
    vaekit(*grade, "--regrade", **kit)
    assert stored.read_text() == marked


def test_a_command_that_grades_nothing_needs_no_numpy(tmp_path):
    """It would take a third of its time."""
    code = "import sys; sys.modules['numpy'] = None\n"
    code += "import autograder.commands.app, autograder.grading.batch\n"
    code += "from autograder.authoring.assignment import assignments; print(*assignments())"
    done = completed(sys.executable, "-c", code, cwd=tmp_path)
    assert done.stdout.split() == ["beta-vae", "vae-digits"], done.stderr
