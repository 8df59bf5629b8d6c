"""Where commands print, how they stop, their exit statuses and options. Only in `commands/` is anything printed."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from enum import IntEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console, ConsoleOptions, ConsoleRenderable, RenderHook, RenderResult
from rich.markup import escape
from rich.segment import Segment
from typer.core import TyperCommand

from autograder.authoring.assignment import assignments, unusable_assignments
from autograder.authoring.find_assignments import FOLDER as OWN_FOLDER
from autograder.course.configuration.find_course import course_root, use_own_assignments
from autograder.handin.files.plain import FOLDERS, as_written, folder_of_handins
from autograder.records.errors import KitError, SandboxError
from autograder.records.text import printable, shortened


class _WithoutControls(RenderHook):
    """Removes control characters from all that a console prints, so that nothing printed can steer the terminal."""

    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        return [_Harmless(one) for one in renderables]


class _Harmless:
    def __init__(self, renderable: ConsoleRenderable) -> None:
        self._renderable = renderable

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for segment in console.render(self._renderable, options):
            yield segment if segment.control else Segment(_steering_removed(segment.text), segment.style)


def _steering_removed(words: str) -> str:
    """The text without characters that steer a terminal; line ends stay."""
    return _STEERING.sub(" ", words)


_STEERING = re.compile(r"[^\n\x20-\x7e\xa0-\ud7ff\ue000-\U0010ffff]|[\u200e\u200f\u2028-\u202e\u2066-\u2069]")
out = Console(soft_wrap=True)
err = Console(stderr=True)
for _console in (out, err):
    _console.push_render_hook(_WithoutControls())
_LONGEST = 1_000  # characters of one value; an answer of the kit's to a student has a few hundred
_MOST_OF_ONE = 12  # lines that are printed of one submission
SET_UP, WRITE, GRADE = "Set up", "Write an assignment", "Grade"  # the panels of `vaekit --help`


def text(value: object, most: int = _LONGEST) -> str:
    """Text from any source, such as a file's name, as one bounded line that is safe to print with rich."""
    return escape(shortened(printable(str(value)), most))


def number_of(count: int, noun: str) -> str:
    """A count with its noun: 1 warning, 2 warnings."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def some(lines: Sequence[str], where: str = "the report that --json writes has them") -> list[str]:
    """The first messages on one submission, and how many more there are."""
    more = len(lines) - _MOST_OF_ONE
    return [*lines[:_MOST_OF_ONE], f"… and {more} more: {where}."] if more > 1 else [*lines]


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


CourseOption = Annotated[
    Path,
    typer.Option("--course", metavar="DIR", help="The course root, or a folder in it; else the one you are in."),
]


_OF_GRADE = ("--sandbox", "--timeout", "--without")


class Command(TyperCommand):
    """A command that runs outside of students' folders, whose files could act there as settings of a library."""

    def _refuse_options_of_grade(self, args: list[str]) -> None:
        own = {name for one in self.params for name in one.opts}
        for name in (word.split("=")[0] for word in args):
            if name in _OF_GRADE and name not in own:
                words = f"{name} is an option of `vaekit grade`: the other commands go by how the course was graded last."
                stop(KitError(words), Status.UNUSABLE)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        self._refuse_options_of_grade(args)
        rest: list[str] = super().parse_args(ctx, args)
        here = Path.cwd()
        if (place := folder_of_handins(here)) not in (None, here):
            ctx.params = {name: _absolute(value) for name, value in ctx.params.items()}
            os.chdir(place.parent)
        _know_assignments(ctx.params)
        return rest


def _know_assignments(given: dict[str, Any]) -> None:
    """Know the assignments of the course that the command works in, and say which can't be used.

    They are programs. So they are loaded only where each path that is named lies in a folder of the course that the kit
    knows by its name: else the folder that the command runs in could be a hand-in that looks like a course.
    """
    paths = [path for path in given.get("paths") or () if isinstance(path, Path)]
    named = (
        given.get("folder"),
        given.get("course"),
    )  # while a shell completes, what is typed so far is no path yet
    start = next((place for place in named if isinstance(place, Path)), Path())
    with suppress(KitError):  # a course that can't be read; the command says so itself
        root = course_root(start, paths)
        if root is not None and all(_in_a_known_folder(root, path) for path in paths):
            use_own_assignments(root)
    for name, words in unusable_assignments().items():
        if name != given.get("assignment"):  # the command stops with it
            err.print(f"vaekit: {text(words)}", highlight=False, soft_wrap=True)


def _in_a_known_folder(root: Path, path: Path) -> bool:
    """Whether a path lies in a folder of the course for hand-ins or assignments, by its name and not by links alone."""
    whole = as_written(path)
    return whole.is_relative_to(root) and whole != root and whole.relative_to(root).parts[0] in _KNOWN


_KNOWN = {*FOLDERS, OWN_FOLDER, "source", "release", "solutions"}


def _absolute(value: Any) -> Any:
    """The value of a parameter with its paths made absolute, for another working directory."""
    if isinstance(value, list | tuple):
        return type(value)(map(_absolute, value))
    return value.absolute() if isinstance(value, Path) else value


def tell_course(words: str | Path) -> None:
    """Print which course the command works in, or why it works in none."""
    out.print(f"Course: {text(words)}", highlight=False)


class Status(IntEnum):
    """Exit statuses, as the contract has them."""

    GRADED = 0
    ATTENTION = 1
    UNUSABLE = 2
    GRADER_FAILED = 3


_ESCAPED = re.compile(r"[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


STDOUT = Path("-")  # as a file's name


def write_json(json_file: Path, record: dict[str, object]) -> None:
    # what steers a terminal stands in JSON's own form: some will look at the file in one
    content = _ESCAPED.sub(
        lambda found: f"\\u{ord(found[0]):04x}", json.dumps(record, indent=2, ensure_ascii=False)
    )
    if json_file == STDOUT:
        sys.stdout.buffer.write((content + "\n").encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
        return
    try:
        json_file.parent.mkdir(parents=True, exist_ok=True)
        # a file's name may be no UTF-8
        json_file.write_bytes((content + "\n").encode("utf-8", "backslashreplace"))
    except OSError as error:
        words = f"{json_file} can't be written ({error.strerror}): name another file with --json, or make room."
        raise KitError(words) from error


def expect_writable(json_file: Path | None) -> None:
    """Stop before the work begins where its result could not be written. For `-`, the result goes to stdout."""
    if json_file == STDOUT:
        out.file = sys.stderr
    if json_file is None or json_file == STDOUT:
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
    """A context that shows on a terminal that the command is working."""
    return err.status(words) if err.is_terminal else nullcontext()


def shown(path: Path) -> str:
    """The path relative to the working directory, where it lies in it."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def stop(error: KitError, status: Status) -> NoReturn:
    err.print(f"vaekit: {text(error)}", highlight=False, soft_wrap=True)
    if isinstance(error, SandboxError):
        status = Status.UNUSABLE
    raise typer.Exit(status)
