"""`vaekit doctor`: what it finds on this machine, and on one where much is missing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from answers import NAME, ROOT

from autograder.terminal import Status

LEVELS = {"ok", "warning", "problem"}


def doctor(
    folder: Path, *python: str, **environment: str
) -> tuple[subprocess.CompletedProcess[str], dict[str, dict]]:
    """Run it in a folder; what it printed, and its findings by name."""
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    surroundings.pop("VAEKIT_MNIST", None)
    command = [sys.executable, *(python or ("-m", "autograder")), "doctor", "--json", "findings.json"]
    done = subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, text=True, check=False)
    record = json.loads((folder / "findings.json").read_text())
    assert record["schema"] == 1
    return done, {finding["name"]: finding for finding in record["findings"]}


WATCHED = """import sys
from autograder.cli import main
try:
    main()
finally:
    assert not {"tensorflow", "keras"} & set(sys.modules), "TensorFlow was imported by the process that checks"
"""


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
    wrong = [finding for finding in findings.values() if finding["level"] != "ok"]
    assert done.returncode == (Status.ATTENTION if wrong else Status.GRADED)
    assert findings["TensorFlow"]["found"][0].isdigit()  # its version
    assert findings["worker in the sandbox"]["level"] == "ok"
    assert "vaekit init" in findings["course"]["remedy"]  # no course lies here
    lines = done.stdout.splitlines()
    assert [line.split(":")[1].strip() for line in lines[:-1]] == list(findings)  # piped: a line each
    assert "\x1b" not in done.stdout
    assert done.stderr == ""


@pytest.fixture(scope="module")
def bare(tmp_path_factory) -> tuple[subprocess.CompletedProcess[str], dict[str, dict]]:
    """A machine without a sandbox, TensorFlow and MNIST, in a course that the kit is not registered in."""
    folder = tmp_path_factory.mktemp("bare")
    (folder / "nbgrader_config.py").write_text('c = get_config()\nc.CourseDirectory.course_id = "bare"\n')
    broken = folder / "packages" / "tensorflow"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text(
        'raise ImportError("libtensorflow.so.2: cannot open shared object file")\n'
    )
    (folder / "bin").mkdir()
    path = f"{ROOT}{os.pathsep}{broken.parent}"
    return doctor(folder, PATH=str(folder / "bin"), HOME=str(folder), KERAS_HOME=str(folder), PYTHONPATH=path)


@pytest.mark.parametrize(
    ("name", "level", "found", "remedy"),
    [
        ("sandbox", "problem", "bubblewrap is not installed", "bubblewrap"),
        (
            "TensorFlow",
            "problem",
            "libtensorflow.so.2: cannot open shared object file",
            "-m pip install tensorflow",
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


def test_a_course_whose_configuration_fails_is_a_problem_and_one_of_the_kit_is_none(tmp_path):
    from autograder.course import init
    from autograder.doctor import _nbgrader

    init(tmp_path / "course", [NAME])
    findings = {finding.name: finding.level.value for finding in _nbgrader(tmp_path / "course" / "submitted")}
    assert findings == {"nbgrader": "ok", "course": "ok", "gradebook": "ok"}
    with (tmp_path / "course" / "nbgrader_config.py").open("a") as config:
        config.write("c.Autograde.autograde_preprocessors.remove('autograder.nbgrader_plugin.NoSuchThing')\n")
    (_, finding) = _nbgrader(tmp_path / "course")
    assert finding.level.value == "problem"
    assert "ValueError" in finding.found
