"""Whether the gradebook's submission time and late penalty are up to date."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import SubmittedAssignment
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import parse_utc

from autograder.handin.files.plain import TIMESTAMP, open_plain
from autograder.records.errors import KitError
from autograder.records.text import printable

_MOST_BYTES = 1000


def handed_in_at(folder: Path) -> Any:
    """The time in a hand-in's timestamp.txt, None without one; raises KitError where it can't be parsed."""
    path = folder / TIMESTAMP
    try:
        with open_plain(path) as file:
            words = file.read(_MOST_BYTES).decode("utf-8").strip()
        return parse_utc(words) if words else None
    except FileNotFoundError:
        return None
    except (ValueError, OverflowError, OSError) as error:
        raise KitError(f"{path} holds no time: write it as 2026-01-31 12:00:00 UTC.") from error


def why_no_time(folder: Path) -> str | None:
    """A clause that says what is wrong with a hand-in's timestamp.txt; None where nothing is."""
    try:
        handed_in_at(folder)
    except KitError as error:
        return str(error).rstrip(".")
    return None


def late_changes(row: SubmittedAssignment, folder: Path, name: str, parent: Any) -> Iterator[str]:
    """How time and penalty in the gradebook differ from those that the hand-in and the course's dates give now.

    `parent` is the nbgrader application, whose configuration names the plugin for late penalties.
    """
    time = None
    with contextlib.suppress(KitError):  # `why_no_time` reports it; recording again would not help
        time = handed_in_at(folder)
    if time is not None and time != row.timestamp:
        yield "the time of handing in changed"
        return
    notebook = next((one for one in row.notebooks if one.name == name), None)
    if notebook is None:
        return
    has = float(notebook.late_submission_penalty or 0)
    try:
        now = _penalty(row, notebook, parent)
    except Exception as error:  # whatever an instructor's own plugin raises
        yield f"the late penalty can't be worked out ({printable(f'{type(error).__name__}: {error}')[:200]})"
        return
    if abs(has - now) > 1e-9:  # a database may round the last bit
        yield f"the late penalty changed from {has:g} to {now:g}"


def _penalty(row: SubmittedAssignment, notebook: Any, parent: Any) -> float:
    """The penalty that nbgrader's own preprocessor would give."""
    if row.total_seconds_late <= 0:
        return 0.0
    step = AssignLatePenalties(parent=parent)
    step.init_plugin()
    penalty = step.plugin_inst.late_submission_penalty(row.student.id, notebook.score, row.total_seconds_late)
    return 0.0 if penalty is None else float(step._check_late_penalty(notebook, penalty))
