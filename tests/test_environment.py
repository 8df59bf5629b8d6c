"""The user's environment: no variable changes a grade, ends a batch, or loses a report."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from toy import GOOD_SQUARE, toy_cells, write

from autograder.commands.terminal import Status
from autograder.grading.user_environment import without_python_variables

NAMES = ("ada", "Müßig 王", "a name of more than twenty letters")
WARNS = "import warnings\nwarnings.warn('x', DeprecationWarning)\n"


@pytest.fixture(scope="module")
def class_of_three(starts, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("class")
    for name in NAMES:
        write(folder / "submitted" / name / "toy" / "toy.ipynb", toy_cells(WARNS + GOOD_SQUARE))
    return folder


def vaekit(folder: Path, toy_kit: Path, *flags: str, **variables: str) -> tuple[str, dict[str, float]]:
    report = folder / "report.json"
    report.unlink(missing_ok=True)
    command = [
        sys.executable,
        *flags,
        "-m",
        "autograder",
        "grade",
        "submitted",
        "--workers",
        "2",
        "--json",
        str(report),
    ]
    environment = {**os.environ, "PYTHONPATH": str(toy_kit), **variables}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    said = done.stdout.decode(errors="replace")
    assert done.returncode == Status.GRADED, said + done.stderr.decode(errors="replace")
    return said, {one["student"]: one["score"] for one in json.loads(report.read_text("utf-8"))["submissions"]}


VARIABLES = {
    "options of pytest": {"PYTEST_ADDOPTS": "--collect-only -k nothing --maxfail=1", "PYTEST_PLUGINS": "no_such_plugin"},
    "encodings": {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C", "LANG": "C"},
    "a narrow terminal": {"COLUMNS": "20", "LINES": "3", "NO_COLOR": "1", "TERM": "dumb"},
    "colours": {"FORCE_COLOR": "1", "PY_COLORS": "1", "COLUMNS": "many"},
    "warnings": {"PYTHONWARNINGS": "error", "PYTHONDEVMODE": "1", "PYTHONWARNDEFAULTENCODING": "1"},
    "no assertions": {"PYTHONOPTIMIZE": "2"},
    "frameworks": {
        "TF_ENABLE_ONEDNN_OPTS": "1", "TF_CPP_MIN_LOG_LEVEL": "0", "KERAS_BACKEND": "jax", "KERAS_HOME": "/nowhere",
        "OMP_NUM_THREADS": "many", "CUDA_VISIBLE_DEVICES": "0", "MPLBACKEND": "no_such_backend", "MATPLOTLIBRC": "/no",
    },
    "places": {"TMPDIR": "/no/such/place", "HOME": "/no/such/home", "PYTHONSTARTUP": "/nowhere"},
}  # fmt: skip


@pytest.mark.parametrize("variables", VARIABLES.values(), ids=VARIABLES)
def test_no_variable_changes_a_grade_or_loses_a_report(class_of_three, toy_kit, variables):
    said, scores = vaekit(class_of_three, toy_kit, **variables)
    assert scores == dict.fromkeys(NAMES, 6.0)
    assert "ada" in said


def test_a_letter_that_the_terminal_lacks_is_shown_as_a_number(class_of_three, toy_kit):
    said, _ = vaekit(class_of_three, toy_kit, PYTHONIOENCODING="ascii")
    assert "Müßig" in said or "M\\xfc" in said


def test_options_of_python_that_leave_assertions_out_are_left_out(class_of_three, toy_kit):
    assert vaekit(class_of_three, toy_kit, "-OO")[1] == dict.fromkeys(NAMES, 6.0)


def test_only_what_changes_python_is_taken_away():
    kept = {"PATH": "/bin", "PYTHONPATH": "/kit", "PYTHONUTF8": "1", "PYTEST_ADDOPTS": "-x", "HOME": "/"}
    assert (
        without_python_variables({**kept, "PYTHONOPTIMIZE": "1", "PYTHONWARNINGS": "error", "PYTHONINSPECT": "1"})
        == kept
    )
