"""`vaekit doctor`: what it finds on this machine, and on one where much is missing."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from answers import NAME, ROOT, completed
from mounted import SANDBOX, in_mounts
from sandboxes import REFUSE_LANDLOCK
from typer.testing import CliRunner

from autograder.commands.app import app
from autograder.commands.terminal import Status
from autograder.course.doctor.sandbox import trial
from autograder.records.doctor_findings import Finding, Severity
from autograder.records.settings import Limits

LEVELS = {"ok", "warning", "problem"}


def doctor(
    folder: Path, *python: str, **environment: str
) -> tuple[subprocess.CompletedProcess[str], dict[str, dict]]:
    """Run it in a folder; what it printed, and its findings by name."""
    surroundings = {"PYTHONPATH": str(ROOT), **environment}
    command = [sys.executable, *(python or ("-m", "autograder")), "doctor", "--json", "findings.json"]
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("VAEKIT_MNIST", raising=False)
        done = completed(*command, cwd=folder, **surroundings)
    record = json.loads((folder / "findings.json").read_text())
    assert record["schema"] == 1
    return done, {finding["name"]: finding for finding in record["findings"]}


WATCHED = """import sys
from autograder.commands.app import main
try:
    main()
finally:
    assert not {"tensorflow", "keras"} & set(sys.modules), "TensorFlow was imported by the process that checks"
"""


@pytest.mark.usefixtures("starts")
def test_each_finding_has_a_level_and_a_remedy_where_something_is_wrong(tmp_path):
    done, findings = doctor(tmp_path, "-c", WATCHED)
    assert {"Python", "TensorFlow", "sandbox", "memory", "processor cores", "disk space", "scratch space"} <= set(
        findings
    )
    assert {"memory control group", "worker in the sandbox", "user namespaces", "MNIST", "course"} <= set(findings)
    for finding in findings.values():
        assert finding["level"] in LEVELS
        assert finding["found"]
        assert finding["remedy"] or finding["level"] == "ok"
    wrong = [finding for finding in findings.values() if finding["level"] == "problem"]
    assert done.returncode == (Status.ATTENTION if wrong else Status.GRADED)
    words = "The kit can't grade here yet: " if wrong else "The kit can grade here: "
    assert done.stdout.splitlines()[-1].startswith(words)
    assert findings["TensorFlow"]["found"][0].isdigit()  # its version
    assert findings["worker in the sandbox"]["level"] == "ok"
    assert "vaekit init" in findings["course"]["remedy"]  # no course lies here
    lines = done.stdout.splitlines()
    assert [line.split(":")[1].strip() for line in lines[:-1]] == list(findings)  # piped: a line each
    assert "\x1b" not in done.stdout
    assert done.stderr == ""


@pytest.fixture(scope="module")
def bare(no_tensorflow, tmp_path_factory) -> tuple[subprocess.CompletedProcess[str], dict[str, dict]]:
    """A machine without a sandbox, TensorFlow and MNIST, in a course that the kit is not registered in."""
    folder = tmp_path_factory.mktemp("bare")
    (folder / "nbgrader_config.py").write_text('c = get_config()\nc.CourseDirectory.course_id = "bare"\n')
    (folder / "bin").mkdir()
    path = f"{ROOT}{os.pathsep}{no_tensorflow}"
    code = (
        REFUSE_LANDLOCK.replace("ERROR", str(errno.ENOSYS)) + "from autograder.commands.app import main\nmain()\n"
    )
    places = {"PATH": str(folder / "bin"), "HOME": str(folder), "KERAS_HOME": str(folder), "PYTHONPATH": path}
    return doctor(folder, "-c", code, **places)


@pytest.mark.parametrize(
    ("name", "level", "found", "remedy"),
    [
        ("sandbox", "problem", "bubblewrap is not installed", "bubblewrap"),
        ("sandbox", "problem", "This kernel has no Landlock (Linux 5.13 and later have it).", "bubblewrap"),
        ("container engine", "warning", "neither Podman nor Docker is installed", "Install Podman"),
        (
            "TensorFlow",
            "problem",
            "libtensorflow.so.2: cannot open shared object file",
            "-m pip install 'vaekit[tensorflow]'",
        ),
        ("MNIST", "warning", "all others can", "VAEKIT_MNIST"),
        ("course", "problem", "would run students' code without a sandbox", "vaekit init"),
        ("gradebook", "warning", "none of the kit's assignments", "vaekit init"),
    ],
)
def test_what_is_missing_is_found_with_what_to_do(bare, name, level, found, remedy):
    done, findings = bare
    assert done.returncode == Status.ATTENTION
    assert findings[name]["level"] == level
    assert found in findings[name]["found"]
    assert remedy in findings[name]["remedy"]
    assert findings[name]["remedy"] in done.stdout


@pytest.mark.parametrize(
    ("problems", "warnings", "words"),
    [
        (0, 0, "The kit can grade here: nothing is wrong."),
        (0, 1, "The kit can grade here: 1 warning."),
        (0, 2, "The kit can grade here: 2 warnings."),
        (1, 0, "The kit can't grade here yet: 1 problem."),
        (2, 1, "The kit can't grade here yet: 2 problems and 1 warning."),
    ],
)
def test_the_last_line_says_what_the_exit_status_says(monkeypatch, problems, warnings, words):
    levels = [Severity.OK, *[Severity.PROBLEM] * problems, *[Severity.WARNING] * warnings]
    findings = [Finding("a thing", level, "as it is", "do this") for level in levels]
    monkeypatch.setattr("autograder.course.doctor.examination.examine", lambda _: findings)
    done = CliRunner().invoke(app, ["doctor"])
    assert done.stdout.splitlines()[-1] == words
    assert done.exit_code == (Status.ATTENTION if problems else Status.GRADED)


@pytest.mark.usefixtures("starts")
def test_a_course_whose_configuration_fails_is_a_problem_and_one_of_the_kit_is_none(tmp_path):
    from autograder.course.doctor.course import nbgrader
    from autograder.course.setup.new_course import init

    init(tmp_path / "course", [NAME])
    findings = {finding.name: finding.level.value for finding in nbgrader(tmp_path / "course" / "submitted")}
    assert findings == dict.fromkeys(("nbgrader", "course", "gradebook", "formulas without a network"), "ok")
    with (tmp_path / "course" / "nbgrader_config.py").open("a") as config:
        config.write("c.Autograde.autograde_preprocessors.remove('autograder.nbgrader_plugin.NoSuchThing')\n")
    (_, _, finding) = nbgrader(tmp_path / "course")  # nbgrader, formulas, course
    assert finding.level.value == "problem"
    assert "ValueError" in finding.found


SCRATCH = """from autograder.course.doctor.machine import scratch
found = scratch()
print(found.level.value, found.found, found.remedy)
"""


def test_no_temporary_folder_is_a_problem_and_ends_nothing():
    places = ("/tmp", "/var/tmp")
    read_only = [f"mount --bind {place} {place} && mount -o remount,bind,ro {place}" for place in places]
    said = in_mounts(SCRATCH, *read_only)
    assert said.startswith("problem no temporary folder can be written")
    assert "TMPDIR" in said


def test_a_folder_that_does_not_exist_is_told(tmp_path):
    done = completed("vaekit", "doctor", "--course", "nowhere", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (Status.UNUSABLE, "")
    assert done.stderr == "vaekit: nowhere is no folder: name the course, or a folder in it, with --course.\n"


def test_a_limit_of_processor_time_below_a_submissions_is_told():
    limited = ["sh", "-c", 'ulimit -t 100; exec "$@"', "sh", sys.executable, "-c", SANDBOX]
    done = completed(*limited, cwd=ROOT, PYTHONPATH=str(ROOT))
    assert "only 100 seconds here, and a submission for 240" in done.stdout
    assert "ulimit -t" in done.stdout


class Refused(Limits):
    """Limits that a child can't set, as on a machine that allows less."""

    def for_kernel(self) -> dict[str, int]:
        return {**Limits().for_kernel(), "RLIMIT_OF_NOTHING": 1}


def test_a_child_that_ends_before_it_answers_is_found(monkeypatch, sandbox_kind):
    """The worker starts and forks it: so far doctor said that all is well, and no submission could be prepared."""
    monkeypatch.setattr("autograder.course.doctor.sandbox.Limits", Refused)
    found = trial(sandbox_kind, [])
    assert found.level is Severity.PROBLEM
    assert "a child of it ended by itself before it answered" in found.found
    assert "ulimit" in found.remedy
