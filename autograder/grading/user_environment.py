"""Protects commands from the user's environment variables: none changes a grade, ends a batch, or loses a report."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping

# Variables of Python's that say where modules are and what is written of them: they stay. All others change what a
# program does: warnings that raise, assertions that are left out, encodings that lack letters.
_PYTHON_KEEPS = (
    "PATH",
    "HOME",
    "PYCACHEPREFIX",
    "DONTWRITEBYTECODE",
    "UNBUFFERED",
    "NOUSERSITE",
    "HASHSEED",
    "UTF8",
)
_OF_DRAWING = ("MPLBACKEND", "MATPLOTLIBRC")
NARROWEST = 60  # columns: a table in fewer shows no names


def restart_if_needed() -> None:
    """Restart this command without the environment variables that change how Python runs, if any are set."""
    changed = without_python_variables(os.environ)
    if sys.getfilesystemencoding() != "utf-8":
        changed["PYTHONUTF8"] = "1"
    if changed != dict(os.environ) or sys.flags.optimize:
        # -P: a module that lies in the working directory, which may be a student's, is never imported
        os.execve(sys.executable, [sys.executable, "-P", "-m", "autograder", *sys.argv[1:]], changed)


def without_python_variables(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment without the variables that change how Python runs."""
    return {name: value for name, value in environment.items() if not _changes_python(name, value)}


def _changes_python(name: str, value: str) -> bool:
    if name == "PYTHONUTF8":
        return value != "1"
    return name.startswith("PYTHON") and name.removeprefix("PYTHON") not in _PYTHON_KEEPS


def show_every_letter() -> None:
    """Print characters that the terminal's encoding lacks as escapes, so that they do not raise an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def draw_as_the_kit() -> None:
    """Set matplotlib to draw to files in the kit's own style, whatever the user has set."""
    for name in _OF_DRAWING:
        os.environ.pop(name, None)
    os.environ["MPLBACKEND"] = "Agg"
