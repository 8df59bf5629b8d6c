"""The documents: their commands exist, their links and paths lead somewhere, their output is the commands' own."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
README = (ROOT / "README.md").read_text()
COMMANDS = re.findall(r"^\$ (.+)$", README, re.MULTILINE)


def test_readme_has_commands():
    assert {"make demo", "make test"} <= set(COMMANDS)


@pytest.mark.parametrize("command", sorted({c for c in COMMANDS if c.startswith("make ")}))
def test_make_targets_exist(command):
    subprocess.run(["make", "-n", command.split()[1]], cwd=ROOT, check=True, capture_output=True)


@pytest.mark.parametrize("command", sorted({" ".join(c.split()[:2]) for c in COMMANDS if "nbgrader " in c}))
def test_nbgrader_commands_exist(command):
    done = subprocess.run(
        [sys.executable, "-m", *command.split(), "--help"], capture_output=True, text=True, check=False
    )
    assert command.split()[1] in done.stdout


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("vaekit ")])
def test_vaekit_options_exist(command):
    verb, *options = command.split()[1:]
    shown = subprocess.run(
        [sys.executable, "-m", "autograder", verb, "--help"], capture_output=True, text=True, check=True
    ).stdout
    assert all(option in shown for option in options if option.startswith("--"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text()):
        if "://" not in target:
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_paths_that_are_named_exist(page):
    for name in re.findall(
        r"`((?:autograder|tests|tools|docs|source|release|solutions|examples)/[^`…*<]*)`", page.read_text()
    ):
        assert (ROOT / name).exists(), name


def test_output_in_the_readme_is_of_the_commands():
    assert "nbgrader's gradebook" in README
    assert re.search(r"\d+ passed", README)
