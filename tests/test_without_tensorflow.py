"""The kit as pip installs it without extras: no TensorFlow, and all that needs none works."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from answers import NAME, RELEASE
from wheels import environment_with, install_needed, run_in

from autograder.commands.terminal import Status

OWN = "fourier-series"
TENSORFLOW = "-m pip install 'vaekit[tensorflow]'"


@pytest.fixture(scope="module")
def bare(wheel: Path, tmp_path_factory) -> Path:
    """The `bin` of an environment that has what the wheel requires, and nothing else."""
    python = environment_with(wheel, tmp_path_factory.mktemp("bare") / "env")
    installed = install_needed(python)
    assert {"numpy", "nbgrader", "jupyterlab"} <= installed
    assert not {"tensorflow", "keras", "scikit-learn"} & installed
    told = run_in(python.parent, python, "-c", "import tensorflow", cwd=python.parent, status=1)
    assert "No module named 'tensorflow'" in told
    return python.parent


def test_an_assignment_without_tensorflow_is_made_built_released_graded_and_exported(starts, bare, tmp_path):
    run_in(bare, "vaekit", "init", "course", "--empty", cwd=tmp_path)
    course = tmp_path / "course"

    def vaekit(*words: str) -> str:
        return run_in(bare, "vaekit", *words, cwd=course)

    vaekit("new", OWN)
    vaekit("build", OWN)
    exchange = tmp_path / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    run_in(
        bare,
        bare / "python",
        "-m",
        "nbgrader",
        "release_assignment",
        OWN,
        f"--Exchange.root={exchange}",
        cwd=course,
    )
    assert list(exchange.rglob(f"outbound/{OWN}/{OWN}.ipynb"))
    for student, kind in {"ada": "right", "bo": "wrong"}.items():
        corpus = course / "assignments" / "fourier_series" / "corpus"
        shutil.copytree(corpus / kind, course / "submitted" / student)
    vaekit("grade", "submitted", "--json", "report.json", "--workers", "2")
    graded = json.loads((course / "report.json").read_text())["submissions"]
    assert {one["student"]: one["score"] for one in graded} == {"ada": 5.0, "bo": 0.0}
    assert "sum-for-mean" in (course / "report.json").read_text()
    assert "2 graded" in vaekit("status") or "graded" in vaekit("status")
    vaekit("report", "submitted", "--output", "report.html")
    vaekit("export", "--format", "csv", "--output", "marks.csv")
    assert (course / "marks.csv").is_file()
    vaekit("doctor", "--json", "findings.json")
    findings = {one["name"]: one for one in json.loads((course / "findings.json").read_text())["findings"]}
    assert findings["TensorFlow"]["level"] == findings["worker in the sandbox"]["level"] == "ok"


@pytest.fixture(scope="module")
def course(bare: Path, tmp_path_factory) -> Path:
    """A course with an assignment that needs TensorFlow, and a hand-in."""
    folder = tmp_path_factory.mktemp("desk")
    told = run_in(bare, "vaekit", "init", "course", "--assignment", NAME, cwd=folder)
    assert TENSORFLOW in " ".join(told.split())
    place = folder / "course" / "submitted" / "ada" / NAME
    place.mkdir(parents=True)
    shutil.copy(RELEASE, place)
    return folder / "course"


COMMANDS = {
    "grade": ("grade", "submitted"),
    "grade on a cluster": ("grade", "submitted", "--scheduler", "tcp://127.0.0.1:9"),
    "status": ("status",),
    "report": ("report", "submitted"),
    "export": ("export", "--format", "csv"),
    "build": ("build", NAME),
}


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_each_command_names_what_to_install(bare, course, words):
    told = run_in(bare, "vaekit", *words, cwd=course, status=Status.UNUSABLE)
    (line,) = [line for line in told.splitlines() if line.startswith("vaekit: ")]
    assert f"The assignment {NAME} needs tensorflow and keras, not installed here: " in line
    assert line.endswith(TENSORFLOW)


def test_nbgrader_names_what_to_install_and_runs_nothing(bare, course):
    told = run_in(bare, bare / "python", "-m", "nbgrader", "autograde", NAME, "--create", cwd=course, status=1)
    assert TENSORFLOW in told


def test_doctor_says_what_can_not_be_graded(bare, course):
    run_in(bare, "vaekit", "doctor", "--json", "findings.json", cwd=course, status=Status.ATTENTION)
    findings = {one["name"]: one for one in json.loads((course / "findings.json").read_text())["findings"]}
    for name in ("TensorFlow", f"assignment {NAME}"):
        assert findings[name]["level"] == "problem"
        assert findings[name]["remedy"].endswith(TENSORFLOW)
