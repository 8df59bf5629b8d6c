"""The command line: its commands, each imported when it is called, and what happens where one fails."""

from __future__ import annotations

import atexit
import errno
import gc
import sys
import traceback
from collections.abc import Iterator, Mapping
from functools import cache
from pkgutil import resolve_name
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup
from typer.main import get_command

from autograder import __version__
from autograder.commands.terminal import (
    GRADE,
    SET_UP,
    WRITE,
    Command,
    Status,
    err,
    out,
    text,
)
from autograder.grading import user_environment
from autograder.records.errors import KitError, SandboxError

_COMMANDS = {  # in the order of `vaekit --help`: the panel there, and the function, or the app with commands of its own
    "init": (SET_UP, "setup.init:init_command"),
    "doctor": (SET_UP, "setup.doctor:doctor_command"),
    "image": (SET_UP, "setup.image:image_command"),
    "new": (WRITE, "setup.new:new_command"),
    "build": (WRITE, "setup.build:build_command"),
    "collect": (GRADE, "transfer.collect:collect_command"),
    "grade": (GRADE, "grading.grade:grade_command"),
    "watch": (GRADE, "grading.watch:watch_command"),
    "status": (GRADE, "grading.status:status_command"),
    "report": (GRADE, "grading.report:report_command"),
    "mark": (GRADE, "marking.mark:mark_command"),
    "marks": (GRADE, "marking.marks:marks_app"),
    "prompts": (GRADE, "marking.prompts:prompts_command"),
    "suggest": (GRADE, "marking.suggest:suggest_command"),
    "requests": (GRADE, "marking.requests:requests_command"),
    "export": (GRADE, "transfer.export:export_command"),
    "package": (GRADE, "transfer.package:package_app"),
}


class _CommandsByName(Mapping[str, Any]):
    """Each is imported and made when it is asked for: all of them need what one does without."""

    def __iter__(self) -> Iterator[str]:
        return iter(_COMMANDS)

    def __len__(self) -> int:
        return len(_COMMANDS)

    def __getitem__(self, name: str) -> Any:
        return _made(name)


@cache
def _made(name: str) -> Any:
    """The command as typer makes it of a function or an app. Raises KeyError where there is none of that name."""
    panel, place = _COMMANDS[name]
    found = resolve_name(f"autograder.commands.{place}")
    alone = typer.Typer(rich_markup_mode="rich")
    if isinstance(found, typer.Typer):
        alone.add_typer(found, name=name, rich_help_panel=panel)
    else:
        alone.callback()(_root)  # with it, typer makes a group of a single command
        alone.command(name=name, cls=Command, rich_help_panel=panel)(found)
    group: Any = get_command(alone)
    return group.commands[name]


class _Group(TyperGroup):
    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = _CommandsByName()  # type: ignore[assignment]  # nothing is added later


app = typer.Typer(cls=_Group, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode="rich")


@app.callback(
    invoke_without_command=True,
    epilog="Begin with: [bold]vaekit doctor[/bold], then [bold]vaekit init my-course[/bold]",
)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    """Grade notebook assignments without ever trusting a student's code."""
    if version:
        out.print(f"vaekit {__version__}", highlight=False)
        raise typer.Exit()


def main() -> None:
    """The console script."""
    user_environment.restart_if_needed()
    user_environment.show_every_letter()
    user_environment.draw_as_the_kit()
    for console in (out, err):
        console.width = max(console.width, user_environment.NARROWEST)
    atexit.register(gc.freeze)  # saves the last garbage collection, which takes half a second
    try:
        app(prog_name="vaekit")
    except KitError as error:
        err.print(f"vaekit: {text(error)}", highlight=False, soft_wrap=True)
        sys.exit(Status.UNUSABLE if isinstance(error, SandboxError) else Status.GRADER_FAILED)
    except OSError as error:
        if error.errno not in _LACKING:
            _stop_with_traceback()
        where = error.filename if error.filename is not None else "A file or folder"
        words = f"{where} can't be used ({error.strerror}): {_LACKING[error.errno]}, and run the command again."
        err.print(f"vaekit: {text(words)}", highlight=False, soft_wrap=True)
        sys.exit(Status.UNUSABLE)
    except Exception:
        _stop_with_traceback()


# What a user or a machine lacks, which is no fault of the kit, and what to do about it
_LACKING = {
    errno.EACCES: "see whose it is, and that you may read and write there",
    errno.EPERM: "see whose it is, and that you may read and write there",
    errno.EROFS: "work on a disk that can be written",
    errno.ENOSPC: "make room on the disk",
    errno.EDQUOT: "make room in your quota",
    errno.EMFILE: "raise the limit of open files (`ulimit -n`)",
    errno.ENFILE: "end other programs",
}


def _stop_with_traceback() -> NoReturn:
    """Print a fault of the kit; status 1 would say that a submission needs attention."""
    for line in traceback.format_exc().splitlines():  # it may hold a stranger's words
        err.print(" " * (len(line) - len(line.lstrip())) + text(line), highlight=False, soft_wrap=True)
    err.print("vaekit: the grader itself failed; please report the lines above.")
    sys.exit(Status.GRADER_FAILED)
