"""`vaekit new`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.commands.chosen_course import course_of_command
from autograder.commands.terminal import CourseOption, Status, out, shown, stop, text
from autograder.records.errors import KitError


def new_command(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Small letters, digits and -, as in fourier-series.")
    ],
    course: CourseOption = Path(),
) -> None:
    """Make an assignment of your own in the course: a small one that works, for you to change.

    Nothing that exists is changed.

    Example: [bold]vaekit new fourier-series[/bold]

    Exit status: 0 it was made; 2 the name can't be used, or there is no course here.
    """
    from autograder.course.setup.new_assignment import make_assignment  # notebooks' schemas take a while to import

    try:
        made = make_assignment(course_of_command(course), name)
    except KitError as error:
        stop(error, Status.UNUSABLE)
    for path in (made.notebook, made.package):
        out.print("made ", text(shown(path)), highlight=False)
    words = _NEXT.format(name=name, corpus=text(shown(made.corpus)))
    out.print(words, highlight=False)


_NEXT = """\
Try its checks on a right and a wrong answer: vaekit grade {corpus} --assignment {name}
When you have changed it to yours, build what students get: vaekit build {name}"""
