"""`vaekit suggest`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import Progress

from autograder.commands.marking.opened_marks import CellOption, chosen_cells, finite, opened_book
from autograder.commands.submissions import PROGRESS
from autograder.commands.terminal import AssignmentOption, CourseOption, Status, err, number_of, out, text
from autograder.records.errors import KitError

if TYPE_CHECKING:
    from autograder.marking.marks.store import MarkBook
    from autograder.marking.second_readers.suggest import Outcome


def suggest_command(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="Answers to `vaekit prompts`, a JSON object a line.")
    ] = None,
    command: Annotated[
        str | None,
        typer.Option(metavar="'PROGRAM'", help="Instead of a file: it reads a prompt, and writes the answer."),
    ] = None,
    reader: Annotated[
        str, typer.Option(metavar="NAME", help="What the suggestions are called, such as the model's name.")
    ] = "reader",
    course: CourseOption = Path(),
    assignment: AssignmentOption = None,
    cells: CellOption = None,
    timeout: Annotated[float, typer.Option(min=1, callback=finite, help="Seconds for one answer.")] = 120.0,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Programs that run at the same time.")] = 2,
    again: Annotated[
        bool, typer.Option("--again", help="Ask also where this reader has suggested already.")
    ] = False,
) -> None:
    """Read a second reader's levels. These are suggestions: they give no points, and a marker sees them after marking.

    An answer that is malformed, late, incomplete or contradictory is no suggestion, and is named. A command that was
    stopped goes on where it was. The program runs with your rights; what it sends anywhere is its own doing.

    Example: [bold]vaekit suggest --command 'my-model --json' --reader my-model[/bold]

    Exit status: 0 a suggestion was kept for every prompt or answer; 1 for some there is none; 2 unusable arguments.
    """
    with opened_book(course, assignment) as book:
        if (file is None) == (command is None):
            raise KitError("Name a file of answers, or a program with --command.")
        chosen = chosen_cells(book, cells)
        if file is not None:
            outcome = _from_file(book, chosen, file, reader)
        else:
            outcome = _from_program(
                book, chosen, str(command), None if again else reader, reader, timeout, workers
            )
    out.print(f"{number_of(outcome.kept, 'suggestion')} of {text(reader)} kept.", highlight=False)
    for why, count in Counter(outcome.none.values()).most_common():
        places = [place for place, reason in outcome.none.items() if reason == why]
        more = f" and {count - 3} more" if count > 3 else ""
        out.print(f"none for {text(', '.join(places[:3]))}{more}: {text(why)}", highlight=False)
    raise typer.Exit(Status.ATTENTION if outcome.none else Status.GRADED)


def _from_file(book: MarkBook, cells: list[str], file: Path, reader: str) -> Outcome:
    from autograder.marking.second_readers.suggest import take_file

    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise KitError(f"{file} can't be read ({error}): name a file with a JSON object a line.") from error
    return take_file(book, cells, lines, reader)


def _from_program(
    book: MarkBook, cells: list[str], command: str, without: str | None, reader: str, timeout: float, workers: int
) -> Outcome:
    from autograder.marking.second_readers.answers import NoSuggestion
    from autograder.marking.second_readers.reader import answers, words_of
    from autograder.marking.second_readers.suggest import Outcome, prompts, take

    words, outcome = words_of(command), Outcome()
    waiting = list(prompts(book, cells, without))
    columns = (*PROGRESS[1:3], *PROGRESS[4:])
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        for prompt, answer in bar.track(answers(words, waiting, timeout, workers), total=len(waiting)):
            try:
                if isinstance(answer, NoSuggestion):
                    raise answer
                take(book, prompt, answer, reader)
                outcome.kept += 1
            except NoSuggestion as error:
                outcome.none[f"{prompt.entry.student} ({prompt.entry.cell})"] = str(error)
    return outcome
