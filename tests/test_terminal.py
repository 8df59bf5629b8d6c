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
from answers import NAME, RELEASE, ROOT, completed, edited, run
from rights import ORDINARY
from toy import GOOD_NORM, GOOD_SQUARE, toy_cells, write
from typer.main import get_command

from autograder.commands.app import app
from autograder.commands.terminal import Status

COMMANDS = {name: command for name, command in get_command(app).commands.items() if not command.hidden}
LEAVES = {
    " ".join(words): command
    for name, one in COMMANDS.items()
    for words, command in (
        [((name, part), leaf) for part, leaf in one.commands.items()]
        if hasattr(one, "commands")
        else [((name,), one)]
    )
}
ESCAPE = "\x1b"


def vaekit(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return completed(sys.executable, "-m", "autograder", *arguments, cwd=cwd or Path.cwd())


@pytest.mark.parametrize("name", LEAVES)
def test_help_of_each_command_has_an_example_and_its_statuses(name):
    words = LEAVES[name].help
    assert f"Example: [bold]vaekit {name}" in words
    assert "Exit status: 0" in words
    assert all(option.help for option in LEAVES[name].params), name


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


def test_the_number_of_workers_may_come_from_a_variable(tmp_path):
    words = ("-m", "autograder", "grade", "nowhere")
    done = completed(sys.executable, *words, cwd=tmp_path, VAEKIT_WORKERS="many")
    assert done.returncode == Status.UNUSABLE
    said = " ".join(done.stderr.replace("│", " ").split())
    assert "'--workers' (env var: 'VAEKIT_WORKERS'): Input should be a valid integer" in said


@pytest.mark.usefixtures("starts")
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


def empty_line(shell: pexpect.spawn) -> None:
    """Take back what is typed, and wait for the next prompt. No Ctrl-C: it would throw away what is typed after it."""
    shell.sendcontrol("u")
    shell.sendline("echo $((6 * 7)) is it")
    shell.expect_exact("42 is it")
    shell.expect_exact("READY:")


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
    empty_line(bash)
    bash.send(f"{typed}\t")
    bash.expect_exact(completed)


def test_at_a_terminal_doctor_draws_a_table(tmp_path, no_tensorflow):
    """In colours, as wide as the terminal."""
    path = f"{ROOT}{os.pathsep}{no_tensorflow}"
    environment = {**os.environ, "PYTHONPATH": path, "TERM": "xterm-256color", "HOME": str(tmp_path)}
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


# --- what a student has named does not reach the terminal as it is

FORGED = "ada: 80 of 80"
NAMES = [
    f"eve{ESCAPE}[2J{ESCAPE}]0;owned\x07",
    f"mallory\n{FORGED}",
    "trudy\r\x9b2J\x7f",
    "oscar\u202egrade",
    os.fsdecode(b"peggy\xff\xfe"),
    "[bold]walter[red]",
]


def assert_harmless(words: str) -> None:
    assert not set(words) & {ESCAPE, "\x07", "\r", "\x9b", "\x7f", "\u202e", "\udcff"}
    assert FORGED not in map(str.strip, words.splitlines())
    assert "walter" not in words or "[bold]" in words


@pytest.fixture
def class_of_names(tmp_path) -> Path:
    """Empty notebooks, whose students and files have names that steer a terminal or forge a line."""
    for name in NAMES:
        folder = tmp_path / "submitted" / name / NAME
        folder.mkdir(parents=True)
        (folder / f"{name}.ipynb").touch()
    return tmp_path / "submitted"


@pytest.mark.usefixtures("starts")
@pytest.mark.parametrize("command", ["grade", "status", "report", "collect", "export"])
def test_names_of_students_and_files_are_shown_and_steer_nothing(command, class_of_names):
    course = class_of_names.parent
    (course / "nbgrader_config.py").write_text("c = get_config()\n")
    arguments = [command, "submitted", *(["--workers", "1", "--no-gradebook"] if command == "grade" else [])]
    if command == "collect":
        arguments += ["--assignment", NAME, "--dry-run"]
    if command == "export":
        arguments = ["export", "--format", "csv", "--assignment", NAME]
    done = completed("vaekit", *arguments, cwd=course, COLUMNS="300")
    words = done.stdout + done.stderr
    assert_harmless(words)
    assert "Traceback" not in words
    if command in ("grade", "status", "report"):
        assert all(name in words for name in ("eve", "mallory", "trudy", "oscar", "peggy", "walter"))


def test_what_is_printed_past_all_care_steers_nothing_either():
    """Whatever a later command prints: the consoles themselves let no control character through."""
    code = "from autograder.commands.terminal import out, err; from rich.table import Table\n"
    code += "t = Table(); t.add_column('\\x1b[31mhead'); t.add_row('\\x9b2J\\u202e')\n"
    code += "[one.print(what) for one in (out, err) for what in ('a\\x1b[2Jb', t)]"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert_harmless(done.stdout + done.stderr)
    assert "head" in done.stdout


def test_notes_without_end_are_a_few_lines_and_stay_in_the_report(capsys):
    from autograder.commands.grading.print_results import print_remarks
    from autograder.records.results import SubmissionResult

    notes = tuple(f"Cell `{number}` stopped with {'x' * 5_000}\nada: 80 of 80" for number in range(700))
    print_remarks([SubmissionResult("eve", "eve", None, 80, 20, 1, (), notes=notes)], details=True)
    words = capsys.readouterr().out
    assert len(words) < 20_000
    assert "688 more" in words
    assert_harmless(words)


def test_a_report_is_the_same_data_and_steers_no_terminal(tmp_path):
    from autograder.commands.terminal import write_json

    record = {"student": "eve\x1b\x9b\x7f\u202e\u2028é"}
    write_json(tmp_path / "report.json", record)
    assert json.loads((tmp_path / "report.json").read_text()) == record
    assert_harmless((tmp_path / "report.json").read_text())


def test_errors_steer_nothing():
    from autograder.records.errors import Unreadable

    assert_harmless(str(Unreadable(f"submitted/eve{ESCAPE}[2J\n{FORGED}\nis empty.")))


@pytest.mark.usefixtures("starts")
def test_what_a_worker_writes_is_shown_as_text(toy_kit, tmp_path):
    """With --show-worker: student code has the same stream."""
    written = rb"low\x1b[2J\x9b\xff\rada: 80 of 80\n"
    loud = f"import os\nos.write(2, b'{written.decode()}' + b'x' * 10_000)"
    path = write(tmp_path / "eve" / "toy" / "toy.ipynb", toy_cells(GOOD_SQUARE, GOOD_NORM, loud))
    words = run(
        "vaekit", "grade", str(path), "--no-gradebook", "--show-worker", cwd=tmp_path, PYTHONPATH=str(toy_kit)
    )
    assert "low" in words
    assert_harmless(words)
    assert max(map(len, words.splitlines())) <= 2_000


def test_only_the_terminal_knows_how_rich_escapes():
    """Values go through `terminal.text`, which bounds and cleans them, too."""
    from test_structure import imports, kit_files

    users = {path.name for path in kit_files() if {"rich.markup", "rich.console"} & imports(path)}
    assert users == {"terminal.py"}


@pytest.mark.parametrize("words", ["init closed/course", "export --format csv --json closed/x.json"])
def test_a_folder_without_rights_is_told_in_a_sentence(tmp_path, words):
    """No command ends in a traceback for what its user may not do."""
    (tmp_path / "closed").mkdir(mode=0)
    command = [*ORDINARY, sys.executable, "-m", "autograder", *words.split()]
    done = completed(*command, cwd=tmp_path, PYTHONPATH=str(ROOT))
    assert done.returncode == Status.UNUSABLE
    (sentence,) = done.stderr.splitlines()
    assert sentence.startswith("vaekit: ")
    assert "closed" in sentence
    assert "Permission denied" in sentence or "no right to write" in sentence
