"""The command line: its commands, and what happens where one fails."""

from __future__ import annotations

import atexit
import errno
import gc
import sys
import traceback
from typing import Annotated, NoReturn

import typer

from autograder import __version__
from autograder.commands.grading.grade import grade_command
from autograder.commands.grading.report import report_command
from autograder.commands.grading.status import status_command
from autograder.commands.grading.watch import watch_command
from autograder.commands.marking.mark import mark_command
from autograder.commands.marking.marks import marks_app
from autograder.commands.marking.prompts import prompts_command
from autograder.commands.marking.requests import requests_command
from autograder.commands.marking.suggest import suggest_command
from autograder.commands.setup.build import build_command
from autograder.commands.setup.doctor import doctor_command
from autograder.commands.setup.image import image_command
from autograder.commands.setup.init import init_command
from autograder.commands.setup.new import new_command
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
from autograder.commands.transfer.collect import collect_command
from autograder.commands.transfer.export import export_command
from autograder.commands.transfer.package import package_app
from autograder.grading import user_environment
from autograder.records.errors import KitError, SandboxError

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode="rich")


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


app.command(name="init", cls=Command, rich_help_panel=SET_UP)(init_command)
app.command(name="doctor", cls=Command, rich_help_panel=SET_UP)(doctor_command)
app.command(name="image", cls=Command, rich_help_panel=SET_UP)(image_command)
app.command(name="new", cls=Command, rich_help_panel=WRITE)(new_command)
app.command(name="build", cls=Command, rich_help_panel=WRITE)(build_command)
app.command(name="collect", cls=Command, rich_help_panel=GRADE)(collect_command)
app.command(name="grade", cls=Command, rich_help_panel=GRADE)(grade_command)
app.command(name="watch", cls=Command, rich_help_panel=GRADE)(watch_command)
app.command(name="status", cls=Command, rich_help_panel=GRADE)(status_command)
app.command(name="report", cls=Command, rich_help_panel=GRADE)(report_command)
app.command(name="mark", cls=Command, rich_help_panel=GRADE)(mark_command)
app.add_typer(marks_app, name="marks", rich_help_panel=GRADE)
app.command(name="prompts", cls=Command, rich_help_panel=GRADE)(prompts_command)
app.command(name="suggest", cls=Command, rich_help_panel=GRADE)(suggest_command)
app.command(name="requests", cls=Command, rich_help_panel=GRADE)(requests_command)
app.command(name="export", cls=Command, rich_help_panel=GRADE)(export_command)
app.add_typer(package_app, name="package", rich_help_panel=GRADE)


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
