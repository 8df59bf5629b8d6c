"""`vaekit doctor`: what it finds on this machine, and on one where much is missing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from answers import NAME, ROOT, completed
from typer.testing import CliRunner

from autograder.commands.app import app
from autograder.commands.terminal import Status
from autograder.records.findings import Finding, Level

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
    return doctor(folder, PATH=str(folder / "bin"), HOME=str(folder), KERAS_HOME=str(folder), PYTHONPATH=path)


@pytest.mark.parametrize(
    ("name", "level", "found", "remedy"),
    [
        ("sandbox", "problem", "bubblewrap is not installed", "bubblewrap"),
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
    levels = [Level.OK, *[Level.PROBLEM] * problems, *[Level.WARNING] * warnings]
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
