"""The command line as one meets it: help, errors, completion in bash, what it says at a terminal and in a pipe."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest
from answers import NAME, RELEASE, ROOT, edited
from typer.main import get_command

from autograder.cli import app
from autograder.terminal import Status

COMMANDS = {name: command for name, command in get_command(app).commands.items() if not command.hidden}
ESCAPE = "\x1b"


def vaekit(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "autograder", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=cwd)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_each_command_has_an_example_and_its_statuses(name):
    words = COMMANDS[name].help
    assert f"Example: [bold]vaekit {name}" in words
    assert "Exit status: 0" in words
    assert all(option.help for option in COMMANDS[name].params), name


def test_help_lists_the_commands_in_the_order_of_a_round():
    done = vaekit("--help")
    assert done.returncode == 0
    assert ESCAPE not in done.stdout
    places = [done.stdout.index(f"│ {name} ") for name in COMMANDS]
    assert places == sorted(places)
    assert done.stdout.index("Set up") < done.stdout.index("│ init ") < done.stdout.index("│ grade ")
    assert "Begin with: vaekit doctor" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["grdae", "submitted"], "Did you mean 'grade'?"),
        (["grade", "nowhere"], "name a notebook, a folder with one, or a submitted/ folder"),
        (["grade", "."], "expected a notebook, or <student>/<assignment>/ folders"),
        (["grade", "file"], "its name should end in .ipynb"),
        (["grade", "nowhere", "--json", "."], "it is a folder"),
        (["grade", "nowhere", "--json", "file/report.json"], "name another file"),
        (["status"], "name a notebook, a folder with one, or a submitted/ folder"),
        (["init", "file"], "name a folder"),
        (["init", "new", "--assignment", "vea"], NAME),
        (["grade", "nowhere", "--workers", "0"], "--workers"),
    ],
    ids=" ".join,
)
def test_an_invocation_that_can_not_work_says_what_to_do(arguments, says, tmp_path):
    (tmp_path / "file").touch()
    done = vaekit(*arguments, cwd=tmp_path)
    assert done.returncode == Status.UNUSABLE
    assert says in " ".join(done.stderr.replace("│", " ").split())
    assert "Traceback" not in done.stderr
    assert (done.stdout, sorted(tmp_path.iterdir())) == ("", [tmp_path / "file"])


def test_in_a_pipe_there_is_neither_progress_nor_colour(tmp_path):
    path = edited(RELEASE, tmp_path / "submitted" / "ada" / NAME / f"{NAME}.ipynb", {})
    done = vaekit("grade", path, "--json", tmp_path / "report.json")
    assert done.returncode == Status.GRADED
    assert ESCAPE not in done.stdout
    assert done.stderr == ""
    assert json.loads((tmp_path / "report.json").read_text())["submissions"][0]["student"] == "ada"


# --- completion, in a real bash at a terminal


@pytest.fixture(scope="module")
def bash(tmp_path_factory) -> pexpect.spawn:
    """A bash into which the completion was loaded as the README says; `vaekit` is this clone's."""
    folder = tmp_path_factory.mktemp("shell")
    (folder / "course" / "submitted").mkdir(parents=True)
    program = folder / "vaekit"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m autograder "$@"\n')
    program.chmod(0o755)
    environment = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "PS1": "$ "}
    shell = pexpect.spawn(
        "bash",
        ["--norc", "--noprofile"],
        env={**environment, "TERM": "dumb"},
        cwd=folder,
        encoding="utf-8",
        timeout=300,
    )
    shell.sendline("bind 'set enable-bracketed-paste off'; bind 'set bell-style none'; PS1=READY:")
    shell.expect("\nREADY:|^READY:")
    shell.sendline('eval "$(vaekit --show-completion)"; complete -p vaekit')
    shell.expect(r"complete -o \S+ .*-F \S+ vaekit")
    shell.expect("READY:")
    yield shell
    shell.close(force=True)


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("vaekit gra", "vaekit grade "),
        ("vaekit doc", "vaekit doctor "),
        ("vaekit grade --sand", "vaekit grade --sandbox "),
        ("vaekit grade x --sandbox bw", "vaekit grade x --sandbox bwrap "),
        (f"vaekit init new --assignment {NAME[:3]}", f"vaekit init new --assignment {NAME} "),
        ("vaekit grade cour", "vaekit grade course/"),
    ],
)
def test_bash_completes(bash, typed, completed):
    bash.send(f"{typed}\t")
    bash.expect_exact(completed)
    bash.sendcontrol("c")
    bash.expect("READY:")


def test_at_a_terminal_doctor_draws_a_table(tmp_path):
    """In colours, as wide as the terminal."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "HOME": str(tmp_path)}
    environment.pop("NO_COLOR", None)
    shown = pexpect.spawn(
        sys.executable,
        ["-m", "autograder", "doctor"],
        env=environment,
        cwd=tmp_path,
        encoding="utf-8",
        timeout=300,
        dimensions=(60, 110),
    )
    shown.expect(pexpect.EOF)
    assert "what to do" in shown.before
    assert "┏" in shown.before
    assert ESCAPE in shown.before
    assert max(map(len, shown.before.splitlines())) < 400
