"""Courses in folders with odd names: all of a course lies in it, or nothing is begun and the cause is named."""

from __future__ import annotations

import pytest
from answers import run

from autograder.commands.terminal import Status


@pytest.mark.parametrize("name", ["what?", "100%", "a%3Fb", 'it\'s "q" ü王 #1\n{x}'])
def test_a_course_lies_in_its_folder(tmp_path, name):
    run("vaekit", "init", name, "--assignment", "beta-vae", cwd=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name / "gradebook.db").is_file()


def test_a_pattern_is_named_and_nothing_is_begun(tmp_path):
    told = run("vaekit", "init", "Kurs [A]", cwd=tmp_path, status=Status.UNUSABLE)
    assert "rename the folder" in told
    assert not list(tmp_path.iterdir())
