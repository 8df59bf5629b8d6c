"""Submissions of the real assignment, made from the release as a student would: by filling its cells."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import IO, Any

import forkserver
import nbformat
from bs4 import BeautifulSoup
from nbgrader.api import Gradebook

ROOT = Path(__file__).resolve().parent.parent
NAME = "vae-digits"
RELEASE = ROOT / "release" / NAME / f"{NAME}.ipynb"
WRONG_SPREAD = """class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + ops.exp(z_log_var) * keras.random.normal(ops.shape(z_mean))
"""


def grade_id(cell: nbformat.NotebookNode) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


@cache
def reference_cells(name: str = NAME) -> Mapping[str, str]:
    """The instructor's solution cells by grade_id, as code."""
    source = nbformat.read(ROOT / "source" / name / f"{name}.ipynb", as_version=4)
    return {
        grade_id(cell): cell.source
        for cell in source.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")
    }


def edited(release: Path, target: Path, cells: Mapping[str, str], *added: str) -> Path:
    """Write `release` to `target` with the given cells filled in, and cells added behind the imports."""
    notebook = nbformat.read(release, as_version=4)
    for cell in notebook.cells:
        cell.source = cells.get(grade_id(cell), cell.source)
    place = next(number for number, cell in enumerate(notebook.cells) if cell.cell_type == "code")
    notebook.cells[place + 1 : place + 1] = map(nbformat.v4.new_code_cell, added)
    target.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, target)
    return target


def trained_on_one_copy_in(count: int) -> str:
    """A cell after which `lab` trains on a part of the 40 copies of each stand-in digit: all of them take minutes."""
    return f"""whole = lab._stand_in_part
def fewer_copies(part, every=1):
    images, labels = whole(part, every)
    if part != "train" or every > 1:
        return images, labels
    chosen = np.arange(len(labels)) // lab.STAND_IN_TRAIN % {count} == 0
    return images[chosen], labels[chosen]
lab._stand_in_part = fewer_copies
"""


def trained_in_batches_of(size: int) -> str:
    """A cell after which `lab` trains in batches of this size: half the size on half the images is as many steps."""
    return f"""whole_run = lab.run_experiment
def other_batches(*arguments, **options):
    return whole_run(*arguments, **{{**options, "batch_size": {size}}})
lab.run_experiment = other_batches
"""


def run(*command: str, cwd: Path, status: int = 0, **more: str) -> str:
    """Run a command of the environment and give back what it printed; it must end with `status`."""
    done = completed(*command, cwd=cwd, **more)
    assert done.returncode == status, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def completed(*command: str | Path, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the environment with these variables: `vaekit`, `nbgrader` and `python -m` by the fork server.

    `vaekit grade` without --workers grades in its own process: further ones take longer to start than a few hand-ins to
    grade.
    """
    words = [str(word) for word in command]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "VAEKIT_WORKERS": "1", **more}
    if words[:2] == [sys.executable, "-m"]:
        forked = words[1:]
    elif words[0] in ("vaekit", "nbgrader"):
        forked = [str(Path(sys.executable).with_name(words[0])), *words[1:]]
    else:
        return subprocess.run(words, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        status = forkserver.run(forked, cwd, environment, output.fileno(), errors.fileno())
        told = [_text(file) for file in (output, errors)]
    return subprocess.CompletedProcess(words, status, *told)


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


def left(course: Path, url: str | None = None) -> dict[str, dict[str, Any]]:
    """What a grading leaves of each student, without the times and numbers that no two runs share."""
    found = {}
    with Gradebook(url or f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        for submission in gradebook.assignment_submissions(NAME):
            student = submission.student.id
            notebook = nbformat.read(course / "autograded" / student / NAME / f"{NAME}.ipynb", as_version=4)
            page = (course / "feedback" / student / NAME / f"{NAME}.html").read_text()
            found[student] = {
                "points": {grade.name: grade.auto_score for grade in submission.notebooks[0].grades},
                "to mark": {grade.name: grade.needs_manual_grade for grade in submission.notebooks[0].grades},
                "cells": [(cell.source, cell.get("outputs")) for cell in notebook.cells],
                "page": str(BeautifulSoup(page, "html.parser")),  # nbconvert writes it so; the kit saves the time
            }
    return found
