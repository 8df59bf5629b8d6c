"""`vaekit init`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from autograder.authoring.assignment import find_assignment
from autograder.commands.terminal import (
    Status,
    assignment_names,
    busy,
    expect_writable,
    out,
    shown,
    stop,
    text,
    write_json,
)
from autograder.course.configuration.find_course import course_root
from autograder.handin.files.plain import is_students
from autograder.records.errors import KitError
from autograder.records.json_text import values_of


def init_command(
    folder: Annotated[Path, typer.Argument(metavar="COURSE", help="A new folder, or an nbgrader course's root.")],
    assignment: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="An assignment of the kit; all, if none is named.",
            autocompletion=assignment_names,
        ),
    ] = None,
    empty: Annotated[bool, typer.Option("--empty", help="With no assignment: you make your own.")] = False,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write what was made to this file.")] = None,
) -> None:
    """Make an nbgrader course with the kit's assignments, or add them to a course that is there.

    Nothing that exists is changed.

    Example: [bold]vaekit init my-course[/bold]

    Exit status: 0 the course is ready; 1 its configuration needs a line, which is printed; 2 unusable arguments or input.
    """
    from autograder.course.setup.new_course import init  # nbgrader and its database take seconds to import

    try:
        expect_writable(json_file)
        _expect_meant(folder)
        if empty and assignment:
            raise KitError("--empty makes a course with no assignment: leave out --assignment, or --empty.")
        with busy("making the course (nbgrader builds the release)"):
            done = init(folder, assignment or (), empty=empty)
    except KitError as error:
        stop(error, Status.UNUSABLE)
    if json_file:
        write_json(json_file, values_of(done))
    for path in (*done.made, *done.kept):
        out.print("made " if path in done.made else "kept ", text(shown(path)), highlight=False)
    if done.line_to_add is not None:
        out.print(_NEEDS_LINE.format(place=text(shown(done.course)), line=text(done.line_to_add)), highlight=False)
        raise typer.Exit(Status.ATTENTION)
    for sentence in filter(None, (find_assignment(name).lacking for name in done.assignments)):
        out.print(text(sentence), highlight=False, soft_wrap=True)
    if empty:
        out.print(_EMPTY.format(place=text(shown(done.course))), highlight=False)
        return
    names = " and ".join(done.assignments)
    out.print(_READY.format(place=text(shown(done.course)), names=names), highlight=False)


def _expect_meant(folder: Path) -> None:
    """Ask before the home folder becomes a course, with all that lies in it."""
    here = folder.resolve()
    if here != Path.home().resolve() or is_students(here) or course_root(folder) == here:
        return  # what lies below students' files is refused where the course would be made
    question = f"{folder.resolve()} is your home folder. Make all of it a course?"
    if not sys.stdin.isatty() or not typer.confirm(question):
        raise KitError(f"{folder.resolve()} is your home folder: name a new folder for the course.")


_READY = """\
Ready: {names}. What students get is in {place}/release/<assignment>, and for Colab in <assignment>-colab beside it.
What they hand in goes to {place}/submitted/<student>/<assignment>/; then, in {place}: vaekit grade submitted"""
_EMPTY = "Ready, with no assignment yet. To make your own, in {place}: vaekit new fourier-series"
_NEEDS_LINE = """\
Its configuration has preprocessors of its own, so one line is left to you: until it is there, nbgrader runs students'
code without a sandbox. Add at the end of {place}/nbgrader_config.py:

    {line}
"""
