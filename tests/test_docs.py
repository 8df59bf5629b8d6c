"""The documents: their commands exist, their links and paths lead somewhere, their output is the commands' own."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from functools import cache

import pytest
from answers import ROOT, completed

GUIDES = sorted((ROOT / "docs" / "guide").glob("*.md"))
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md")), *GUIDES]
README = (ROOT / "README.md").read_text()
SHOWN = [command for page in PAGES for command in re.findall(r"^\$ (.+)$", page.read_text(), re.MULTILINE)]
COMMANDS = sorted(set(SHOWN))
GROUPS = {"marks", "package"}  # of vaekit's commands
OTHERS = {
    "cd",
    "source",
    "export",
    "jupyter",
    "pip",
    "bwrap",
    "docker",
    "kubectl",
}  # of the system; the kit can't say what they take


def of(*words: str) -> list[list[str]]:
    """The commands shown that begin so, each without these words."""
    split = [shlex.split(command) for command in COMMANDS]
    return [command[len(words) :] for command in split if command[: len(words)] == [*words]]


def takes(arguments: list[str], *command: str) -> None:
    """Fail unless the command's help names every option among the arguments."""
    text = shown_help(*command)
    missing = [one for one in arguments if one.startswith("--") and one.split("=")[0] not in text]
    assert missing == []


@cache
def shown_help(*command: str) -> str:
    done = completed(sys.executable, "-m", *command, "--help", cwd=ROOT, COLUMNS="200")
    assert done.returncode == 0, f"{' '.join(command)}: {done.stderr}"
    return done.stdout


def test_readme_has_commands():
    assert {"make demo", "make test"} <= set(COMMANDS)


def test_every_command_is_one_that_is_looked_at():
    programs = {shlex.split(command)[0] for command in COMMANDS}
    assert programs - OTHERS <= {"make", "vaekit", "nbgrader", "pytest", "python"}


@pytest.mark.parametrize("target", [words[0] for words in of("make")])
def test_make_targets_exist(target):
    subprocess.run(["make", "-n", target], cwd=ROOT, check=True, capture_output=True)


@pytest.mark.parametrize("words", of("vaekit"), ids=" ".join)
def test_vaekit_commands_exist(words):
    takes(words, "autograder", *words[: 2 if words[0] in GROUPS else 1])


@pytest.mark.parametrize("words", of("nbgrader"), ids=" ".join)
def test_nbgrader_commands_exist(words):
    assert words[0] in shown_help("nbgrader")
    takes(words, "nbgrader", words[0])


@pytest.mark.parametrize("words", of("python", "-m"), ids=" ".join)
def test_tools_exist(words):
    takes(words, words[0])


@pytest.mark.parametrize("words", of("pytest"), ids=" ".join)
def test_places_that_pytest_is_sent_to_exist(words):
    own = "assignments/"  # of the reader's course: test_guide_to_assignments.py goes there
    assert all((ROOT / word).exists() for word in words if not word.startswith(("--", own)))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_and_pictures_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text()):
        if "://" not in target:
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_paths_that_are_named_exist(page):
    for name in re.findall(
        r"`((?:autograder|tests|tools|docs|source|release|solutions|examples)/[^`…*<]*)`", page.read_text()
    ):
        assert (ROOT / name).exists(), name


def test_output_in_the_readme_is_of_the_commands():
    assert "nbgrader's gradebook" in README
    assert re.search(r"\d+ passed", README)
