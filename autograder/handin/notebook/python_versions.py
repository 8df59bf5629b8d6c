"""The student's Python version and the grader's.

Code that needs a later Python than the grader's is not the student's mistake.
"""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.handin.notebook.python_source import is_python, python_source, without_magics
from autograder.handin.notebook.read_notebook import metadata_of
from autograder.records.cell import Cell
from autograder.records.errors import KitError, Unreadable
from autograder.records.json_text import NotThatRecord, read_record
from autograder.records.text import shortened

_S = 10.0  # for ruff, which takes milliseconds
_LONGEST = 100_000  # characters of code
_ADDED = re.compile(r"(.*) on Python [\d.]+ \(syntax was added in Python (\d+\.\d+)\)")
_SAID = re.compile(r"\bPython (3\.\d+(?:\.\d+)?)\b")
_OVERFLOWN = (-signal.SIGABRT, -signal.SIGSEGV)  # how ruff ends on code that is nested deeper than its stack
_TRIAL = 'f"{d["k"]}"'  # right since Python 3.12, wrong before: a ruff that works reads it and says so, or finds nothing
GRADERS = ".".join(map(str, sys.version_info[:3]))


class RuffFailed(KitError):
    """Ruff is not installed, or is broken; the text says what it said last."""


class _StackOverflow(RuffFailed):
    """Ruff ran out of its stack: the code is nested too deeply, or ruff is broken."""


def later_syntax(source: str) -> tuple[str, str] | None:
    """What of some code this Python can't read, but a later one can, and which; None where it is simply wrong.

    Ruff knows the grammars; it is a program of its own, which reads text and runs nothing. Raises RuffFailed where
    it fails: code of a later Python would be graded as wrong. Code that is nested too deeply for a ruff that reads other
    code well is wrong for every Python.
    """
    if is_python(source) or len(source) > _LONGEST:
        return None
    try:
        found = _messages(source)
    except _StackOverflow:
        _messages(_TRIAL)
        return None
    added = [_ADDED.fullmatch(message) for message in found]
    matches = [match for match in added if match is not None]
    if not matches or len(matches) < len(found):
        return None
    newest = max(matches, key=lambda match: [*map(int, match[2].split("."))])
    return newest[1], newest[2]


@dataclass(frozen=True, slots=True)
class _Diagnostic:
    """The fields of one of ruff's diagnostics that are used here."""

    code: str | None
    message: str


def _messages(source: str) -> list[str]:
    """What ruff reports about code that this Python can't read."""
    here = "py{}{}".format(*sys.version_info[:2])
    command = [
        sys.executable,
        "-P",
        "-m",
        "ruff",
        "check",
        "--isolated",
        "--no-cache",
        "--select=F401",
        "--preview",
    ]
    command += ["--output-format=json", f"--target-version={here}", "--stdin-filename=cell.py", "-"]
    try:
        done = subprocess.run(command, input=source.encode(), capture_output=True, check=False, timeout=_S)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise RuffFailed(str(error)) from error
    try:
        found = read_record(list[_Diagnostic], done.stdout)
    except NotThatRecord as error:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        failure = _StackOverflow if done.returncode in _OVERFLOWN else RuffFailed
        raise failure(said[-1] if said else f"it ended with status {done.returncode}") from error
    return [one.message for one in found if one.code in (None, "invalid-syntax")]


def expect_readable(program: Sequence[Cell], recorded: Callable[[], str | None]) -> None:
    """Raise Unreadable where a cell of the student's is written for a later Python than this, or that can't be told."""
    for cell in program:
        found = _later_syntax_of(cell)
        if found is None:
            continue
        what, version = found
        run_with = recorded()
        theirs = f"; the notebook was run with {run_with}" if run_with else ""
        raise Unreadable(
            f"Cell `{cell.name}` is written for Python {version} or later, and this grader runs Python {GRADERS}{theirs} "
            f"({what}): grade it with a kit that is installed under Python {version}, or ask for code that both read."
        )


def _later_syntax_of(cell: Cell) -> tuple[str, str] | None:
    if is_python(python_source(cell.source)):
        return None
    try:
        return later_syntax(without_magics(cell.source))
    except RuffFailed as error:
        raise Unreadable(
            f"Cell `{cell.name}` is no Python {GRADERS}, and ruff, which knows later ones, failed "
            f"({shortened(str(error), 200)}): run `{sys.executable} -m pip install --force-reinstall ruff`, grade again."
        ) from error


def recorded_python(path: Path, cells: Sequence[Cell], trusted: Path | None = None) -> str | None:
    """The version of Python that a notebook was run with, as Jupyter or the release's first cell has noted it."""
    information = metadata_of(path, trusted).get("language_info")
    version = information.get("version") if isinstance(information, Mapping) else None
    if isinstance(version, str) and re.fullmatch(r"3\.\d{1,3}(\.\d{1,3})?\w{,6}", version):
        return version
    said = (_SAID.search(text[:400]) for cell in cells for output in cell.outputs for text in _texts(output))
    return next((found[1] for found in said if found), None)


def _texts(output: Mapping[str, Any]) -> list[str]:
    text = output.get("text") if output.get("output_type") == "stream" else None
    return [text] if isinstance(text, str) else [str(line) for line in text] if isinstance(text, list) else []


def is_later(version: str) -> bool:
    """Whether a version such as "3.13" is later than the version of this Python."""
    return [*map(int, re.findall(r"\d+", version)[:2])] > [*sys.version_info[:2]]
