"""What every command shares: where it prints, how it stops, its exit statuses and options."""

from __future__ import annotations

import json
import os
from contextlib import AbstractContextManager, nullcontext
from enum import IntEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.markup import escape

from autograder.assignment import assignments
from autograder.results import KitError, SandboxError

out = Console(soft_wrap=True)
err = Console(stderr=True)
SET_UP, GRADE = "Set up", "Grade"  # the panels of `vaekit --help`


def assignment_names(incomplete: str) -> list[str]:
    """The assignments' names, for the shell's completion."""
    return [name for name in assignments() if name.startswith(incomplete)]


AssignmentOption = Annotated[
    str | None,
    typer.Option(
        "--assignment",
        metavar="NAME",
        help="The assignment, where the course has several.",
        autocompletion=assignment_names,
    ),
]


class Status(IntEnum):
    """Exit statuses, as the contract has them."""

    GRADED = 0
    ATTENTION = 1
    UNUSABLE = 2
    GRADER_FAILED = 3


def write_json(json_file: Path, record: dict[str, object]) -> None:
    content = json.dumps(record, indent=2, ensure_ascii=False)
    try:
        json_file.parent.mkdir(parents=True, exist_ok=True)
        # a file's name may be no UTF-8
        json_file.write_bytes((content + "\n").encode("utf-8", "backslashreplace"))
    except OSError as error:
        words = f"{json_file} can't be written ({error.strerror}): name another file with --json, or make room."
        raise KitError(words) from error


def expect_writable(json_file: Path | None) -> None:
    """Say before the work is done that its result could not be written."""
    if json_file is None:
        return
    try:
        json_file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KitError(f"{json_file} can't be written ({error.strerror}): name another file.") from error
    place = json_file if json_file.exists() else json_file.parent
    if json_file.is_dir() or not os.access(place, os.W_OK):
        reason = "it is a folder" if json_file.is_dir() else "no right to write there"
        raise KitError(f"{json_file} can't be written ({reason}): name another file.")


def busy(words: str) -> AbstractContextManager[object]:
    """Says at a terminal that something goes on."""
    return err.status(words) if err.is_terminal else nullcontext()


def shown(path: Path) -> str:
    """A path as one would type it here."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def stop(error: KitError, status: Status) -> NoReturn:
    err.print(f"vaekit: {escape(str(error))}", highlight=False, soft_wrap=True)
    if isinstance(error, SandboxError):
        status = Status.UNUSABLE
    raise typer.Exit(status)
