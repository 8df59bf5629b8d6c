"""`vaekit marks choose` and `vaekit marks agreement`: texts that are marked twice, and how far their readers agree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from autograder.commands.marking.opened_marks import CellOption, chosen_cells, opened_book
from autograder.commands.terminal import AssignmentOption, CourseOption, out, text
from autograder.records.marking.marks import Agreement

if TYPE_CHECKING:
    from autograder.records.marking.rubric import Rubric


def percentage(written: str) -> float:
    """A share in percent from how it is written: `10` or `10%`. A number between 0 and 1 is taken for neither."""
    number = written.strip().removesuffix("%").strip()
    try:
        value = float(number.replace(",", "."))
    except ValueError as error:
        raise typer.BadParameter(f"{written!r} is no percentage: write 10% for a tenth of the texts.") from error
    if not 0 <= value <= 100:
        raise typer.BadParameter(f"{written} is not from 0% to 100%: write 10% for a tenth of the texts.")
    if 0 < value < 1 and "%" not in written:
        raise typer.BadParameter(
            f"{written} may be a share or a percentage: write {value * 100:g}% for {value:g} of the texts, or {value:g}% "
            "for as few as that."
        )
    return value


def choose_command(
    course: CourseOption = Path(),
    assignment: AssignmentOption = None,
    cells: CellOption = None,
    second: Annotated[
        float | None,
        typer.Option(
            parser=percentage,
            metavar="PERCENT",
            help="Of the texts, so many are marked twice, such as 10%.",
        ),
    ] = None,
    show_suggestions: Annotated[
        bool | None,
        typer.Option("--show-suggestions/--hide-suggestions", help="Before a mark is given; else after it."),
    ] = None,
) -> None:
    """Choose how texts are marked: the share that two markers mark without sight of each other, and when suggestions
    are seen.

    Example: [bold]vaekit marks choose --second 10%[/bold]

    Exit status: 0 it is written; 2 unusable arguments.
    """
    with opened_book(course, assignment) as book:
        for cell in chosen_cells(book, cells):
            now = book.choices(cell)
            share = now.second_share if second is None else second / 100
            shown = now.show_suggestions if show_suggestions is None else show_suggestions
            if (second, show_suggestions) != (None, None):
                book.store.choose(cell, type(now)(share, shown))
            when = "before" if shown else "after"
            words = (
                f"{cell}: {share * 100:g} % are marked twice; suggestions are seen {when} the marker's own mark"
            )
            out.print(text(words), highlight=False)


def agreement_command(
    course: CourseOption = Path(), assignment: AssignmentOption = None, cells: CellOption = None
) -> None:
    """Tell for each criterion how far two markers agree, and how far a marker and each reader who suggested levels; then
    on which texts two markers differ most.

    Example: [bold]vaekit marks agreement[/bold]

    Exit status: 0 it is told; 2 unusable arguments.
    """
    with opened_book(course, assignment) as book:
        from autograder.marking import agreement
        from autograder.marking.summary import by_reader

        for cell in chosen_cells(book, cells):
            rubric, entries, suggestions = book.rubric(cell), book.entries(cell), book.suggestions(cell)
            pairs = {"two markers": agreement.marked_twice(entries, rubric)}
            for reader, of_reader in by_reader(suggestions).items():
                pairs[f"marker and {reader}"] = agreement.beside_suggestions(entries, of_reader, rubric)
            for between, found in pairs.items():
                _print_agreement(f"{cell}, {between}", agreement.agreement(found, rubric), rubric)
            for one in agreement.differ_most(entries, rubric):
                who = f"{one.first.marker} and {one.second.marker}"
                words = f"  {one.entry.student}: {who} differ by {one.points:g} points ({', '.join(one.criteria)})"
                out.print(text(words), highlight=False)


def _print_agreement(title: str, found: list[Agreement], rubric: Rubric) -> None:
    if not found or not found[0].pairs:
        out.print(text(f"{title}: no text was read twice."), highlight=False)
        return
    table = Table("criterion", "texts", "the same level", "weighted kappa", title=text(title))
    for one in found:
        kappa = "–" if one.kappa is None else f"{one.kappa:.2f}"
        table.add_row(text(rubric.criterion(one.criterion).title), str(one.pairs), f"{one.same:.0%}", kappa)
    out.print(table)
