"""`vaekit prompts`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.commands.marking.opened_marks import CellOption, chosen_cells, opened_book
from autograder.commands.terminal import AssignmentOption, CourseOption, Status, busy, number_of, out, stop, text
from autograder.records.errors import KitError

_HOLDS = """\
It holds, for each text: the task's title, the rubric as questions, what the kit measured of the run, the text, and the
answer that is wanted. It holds no name, no mark, no comment and no other student's text; the student's own names are
taken out of the text as far as the gradebook knows them. A text may still tell who wrote it. Nothing was sent."""


def prompts_command(
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write, a JSON object a line.")],
    course: CourseOption = Path(),
    assignment: AssignmentOption = None,
    cells: CellOption = None,
) -> None:
    """Write a prompt for each text, for a second reader: a colleague, or a language model of yours.

    The answers come back by [bold]vaekit suggest FILE[/bold]. The kit sends nothing anywhere.

    Example: [bold]vaekit prompts --output prompts.jsonl[/bold]

    Exit status: 0 the prompts are written; 2 unusable arguments.
    """
    from autograder.grading.results.store import put_text

    with opened_book(course, assignment) as book:
        from autograder.marking.second_readers import suggest

        with busy("writing the prompts"):
            lines = list(suggest.lines_of(suggest.prompts(book, chosen_cells(book, cells))))
    try:
        put_text(output, "".join(lines))
    except OSError as error:
        stop(KitError(f"{output} can't be written ({error.strerror}): name another file."), Status.UNUSABLE)
    out.print(f"{text(output)}: {number_of(len(lines), 'prompt')}. {_HOLDS}", highlight=False)
