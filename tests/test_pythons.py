"""The student's Python and the grader's."""

from __future__ import annotations

import sys
from dataclasses import replace

import nbformat
import pytest
from toy import toy_cells, write

from autograder.course.doctor.course import students_python
from autograder.handin.notebook import colab, python_versions
from autograder.handin.notebook.python_versions import (
    GRADERS,
    expect_readable,
    is_later,
    later_syntax,
    recorded_python,
)
from autograder.records.cell import Cell, Role
from autograder.records.doctor_findings import Severity
from autograder.records.errors import Unreadable

LATER = [  # of 3.14, so that the tests hold under each Python that the kit runs under
    "def square(x):\n    t'{x}'\n    return x * x\n",
    "def square(x):\n    try:\n        return x * x\n    except ValueError, TypeError:\n        pass\n",
]
OF_3_12 = ['d = {"k": 1}\nx = f"{d["k"]}"\n', "type X = int\n", "def f[T](x: T) -> T:\n    return x\n"]


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="this Python reads it")
@pytest.mark.parametrize("square", LATER)
def test_what_only_a_later_python_reads_needs_attention(grade_toy, square):
    result = grade_toy(f"%matplotlib inline\n{square}")
    assert (result.status, result.score) == ("needs_attention", None)
    assert "Cell `square` is written for Python 3.14 or later" in result.reason
    assert f"this grader runs Python {GRADERS}" in result.reason


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="this Python reads it")
@pytest.mark.parametrize("source", OF_3_12)
def test_the_syntax_of_3_12_is_known(source):
    assert later_syntax(source)[1] == "3.12"


@pytest.mark.parametrize(
    "source",
    [
        "def square(:\n",
        "print 'a'",
        "x = (1",
        "return x\n  y",
        "t'{x}'\nx = = 1",
        "x = 1",
        pytest.param("-" * 90_000 + "1", id="deeper than the stack of ruff"),
    ],
)
def test_what_no_python_reads_or_this_one_does_is_no_later_syntax(source):
    assert later_syntax(source) is None


@pytest.mark.parametrize(
    "answer",
    [
        ("exit 127", "", "No module named ruff"),
        ("exit 2", "error: panicked", ""),
        ("exit 0", "{}", ""),
        ("kill -ABRT $$", "", "stack overflow"),  # on whatever code
        ("kill -KILL $$", "", ""),
    ],
)
def test_a_ruff_that_fails_is_told_and_nobody_is_graded_by_it(tmp_path, monkeypatch, answer):
    """It stands in for an environment without ruff, or with one that is broken."""
    end, printed, said = answer
    broken = tmp_path / "python"
    broken.write_text(f"#!/bin/sh\necho '{printed}'\necho '{said}' >&2\n{end}\n")
    broken.chmod(0o755)
    monkeypatch.setattr(python_versions.sys, "executable", str(broken))
    cell = Cell("square", "code", "def square(x:\n    return x\n", Role.SOLUTION)
    with pytest.raises(Unreadable, match=rf"Cell `square` .* failed \({said or '.*'}.*\): run .* install"):
        expect_readable([cell], lambda: None)
    expect_readable([replace(cell, source="x = 1")], lambda: None)  # what this Python reads needs no ruff


def test_a_syntax_error_is_still_graded(grade_toy):
    assert grade_toy("def square(x:\n    return x\n").score == 2.0


def test_the_recorded_python_is_that_of_jupyter_or_of_the_release_for_colab(tmp_path):
    path = write(tmp_path / "a.ipynb", toy_cells())
    assert recorded_python(path, ()) is None
    output = nbformat.v4.new_output("stream", text="lab.py is written, by Python 3.12.3.\n")
    assert recorded_python(path, [Cell("cell 1", "code", "", Role.EXTRA, outputs=(output,))]) == "3.12.3"
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata["language_info"] = {"name": "python", "version": "3.99.1"}
    nbformat.write(notebook, path)
    assert recorded_python(path, ()) == "3.99.1"
    assert is_later("3.99.1")
    assert not is_later(GRADERS)


def test_doctor_compares_the_pythons_of_a_course(tmp_path):
    path = write(tmp_path / "submitted" / "ada" / "toy" / "toy.ipynb", toy_cells())
    assert students_python(tmp_path).level is Severity.OK
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata["language_info"] = {"name": "python", "version": "3.99.1"}
    nbformat.write(notebook, path)
    found = students_python(tmp_path)
    assert found.level is Severity.WARNING
    assert "3.99.1" in found.found


def test_the_first_cell_of_a_release_for_colab_is_known_in_each_form(tmp_path):
    helper = tmp_path / "lab.py"
    helper.write_text("x = 1\n")
    now = colab._bringing(helper).source
    before = now.replace("pathlib, platform, zlib", "pathlib, zlib")
    before = before.replace(", by Python {platform.python_version()}.", ".")
    assert before != now
    assert [colab.brought_file(source) for source in (now, before)] == ["lab.py", "lab.py"]
    assert colab.brought_file(now.replace("zlib", "os")) is None
