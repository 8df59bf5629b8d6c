"""What stands above each text when it is marked: the run's figures and numbers, the student's own, claims to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from autograder.assignments.vae_digits.load_lab import digits, lab
from autograder.assignments.vae_digits.text_claims import remarks_on
from autograder.assignments.vae_digits.training_run import Measured, Run, Snapshot, evaluate, measure
from autograder.authoring.assignment import course_folder
from autograder.authoring.comparison import CheckFailed
from autograder.authoring.pictures import own_pictures, small_png
from autograder.authoring.rubric import read_rubric, rubric_file
from autograder.handin.submission import Handin
from autograder.records.cell import Role
from autograder.records.exhibit import Exhibit
from autograder.records.outcomes import CannotCheck

TEXTS = {"latent-writeup": ("given-loss-curves", "given-latent-space"), "quality-writeup": ("given-digits",)}


def exhibits(handin: Handin) -> Mapping[str, list[Exhibit]]:
    """What is shown above each text, by the text's cell."""
    measured, problem = _measure(handin)
    return {cell: list(_exhibits_above(cell, handin, measured, problem)) for cell in TEXTS}


def prepare(handin: Handin) -> None:
    """Evaluate the run, which the checks ask for too, and draw its figures, which `exhibits` shows. No text or picture of
    the student's is read here.
    """
    measured, _ = _measure(handin)
    if measured is not None:
        _latent_space(measured)
        _generated_digits(measured)


def _measure(handin: Handin) -> tuple[Measured | None, str]:
    """The run's measurements, or why there are none."""
    if handin.evidence is None:
        return (
            None,
            handin.damage or "No evidence of a run was handed in: only the notebook's own figures are there.",
        )
    try:
        return measure(Run.of(handin)), ""
    except (CheckFailed, CannotCheck) as error:
        return None, error.message


def _exhibits_above(cell: str, handin: Handin, measured: Measured | None, problem: str) -> Iterator[Exhibit]:
    if measured is None:
        yield Exhibit("The run", note=problem)
    else:
        yield _latent_space(measured) if cell == "latent-writeup" else _generated_digits(measured)
        yield _table(measured)
    yield from _own_figures(cell, handin, for_marker=measured is not None)
    yield _claims_to_look_at(cell, handin, measured)
    yield _comment_to_fill_in(cell)


# --- the kit's own figures and numbers ---------------------------------------------------------------------------


@cache
def _lab() -> Any:
    """The kit's `lab.py`, whose figures are drawn on a marker's page."""
    from autograder.assignments.vae_digits.marker_page import MarkerPage

    def canvas(height_px: int) -> tuple[MarkerPage, MarkerPage]:
        page = MarkerPage(lab().WIDTH_PX, height_px)
        return page, page

    lab()._canvas = canvas
    return lab()


@lru_cache(maxsize=1)  # of the submission at hand
def _latent_space(measured: Measured) -> Exhibit:
    _, labels = digits(measured.run.source, "test")
    page, alt = _lab().latent_space_figure(evaluate(measured.run, "test").means, labels)
    title = "Latent space, drawn by the kit from the weights handed in"
    return Exhibit(title, _png(page), alt, comparable=True)


@lru_cache(maxsize=1)
def _generated_digits(measured: Measured) -> Exhibit:
    page, alt = _lab().digits_figure(_experiment(measured.run))
    title = "Generated digits, drawn by the kit from the weights handed in"
    return Exhibit(title, _png(page), alt, comparable=True)


def _png(page: Any) -> bytes:
    from PIL import Image

    return small_png(Image.fromarray(page.drawn()).convert("RGB"))


def _experiment(run: Run) -> Any:
    """Return the run as the record that `lab.py` draws figures from."""
    return lab().Experiment(
        epochs=run.epochs,
        history=run.history,
        encoders=run.encoders,
        decoders=run.decoders,
        z_samples=np.clip(run.z_samples[:10], -5, 5),
        data_source=run.source,
        data_sha256="",
        versions={},
        seconds=0.0,
        fingerprint="",
    )


def _table(measured: Measured) -> Exhibit:
    head = (
        "epochs",
        "loss",
        "reconstruction",
        "KL",
        "loss as reported",
        "nearest neighbour",
        "most confused",
        "spread",
    )
    reported = measured.run.reported("loss")
    rows = [_row(shot, float(loss)) for shot, loss in zip(measured.snapshots, reported, strict=True)]
    note = (
        "Losses in nats per image, measured on held-out digits; as reported: epoch means on training digits. Nearest "
        "neighbour: digits whose nearest neighbour in z_mean is of their class. Most confused: how often two classes "
        "are each other's neighbours. Spread: how much generated digits differ, against handwritten ones."
    )
    return Exhibit("Measured by the kit", table=(head, *rows), note=note)


def _row(shot: Snapshot, reported: float) -> tuple[str, ...]:
    confused = ", ".join(f"{a}–{b} {share:.0%}" for a, b, share in shot.confused) or "–"
    losses = (f"{value:.1f}" for value in (shot.loss, shot.reconstruction_loss, shot.kl_loss, reported))
    return (str(shot.epoch), *losses, f"{shot.neighbour_accuracy:.0%}", confused, f"{shot.spread:.2f}")


# --- the student's own -------------------------------------------------------------------------------------------


def _own_figures(cell: str, handin: Handin, *, for_marker: bool) -> Iterator[Exhibit]:
    """The pictures of the figure cells that belong to a text, and of added cells that stand before it.

    They are for the marker where the kit has drawn the same: the student's page shows each figure once.
    """
    outputs = [output for one in _figure_cells(cell, handin) for output in one.outputs]
    for number, png in enumerate(own_pictures(outputs), 1):
        yield Exhibit(
            f"The student's own figure {number}, as handed in",
            png,
            "A figure from the student's notebook.",
            for_marker=for_marker,
        )


def _figure_cells(cell: str, handin: Handin) -> Iterator[Any]:
    added: list[Any] = []
    for one in handin.cells:
        if one.name in TEXTS[cell]:
            yield one
        elif one.role is Role.EXTRA and one.outputs:
            added.append(one)
        elif one.role is Role.TEXT:
            if one.name == cell:
                yield from added
            added = []


def _comment_to_fill_in(cell: str) -> Exhibit:
    """The rubric as a line for formgrader's comment box, so that the student reads what each criterion earned."""
    criteria = read_rubric(rubric_file(course_folder(Path(__file__).parent, "vae-digits"), cell)).criteria
    line = ", ".join(f"{one.title} …/{one.points:g}" for one in criteria)
    return Exhibit("For the comment box", note=line, for_marker=True)


def _claims_to_look_at(cell: str, handin: Handin, measured: Measured | None) -> Exhibit:
    text = next((one.source for one in handin.cells if one.name == cell), "")
    remarks = remarks_on(text, measured)
    found = "Sentences with a number to look at, each beside what was measured. Found by rules that err: no mark."
    return Exhibit(
        "Claims to look at, for the marker only",
        quotes=[(remark.quote, remark.finding) for remark in remarks],
        note=found if remarks else "No number stood out; what the text says of the pictures is yours to judge.",
        for_marker=True,
    )
