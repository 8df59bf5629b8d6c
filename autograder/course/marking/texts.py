"""The texts that a person marks, as the autograded notebooks have them.

A notebook with its figures takes a few milliseconds to read, and a class has hundreds: each one's texts are kept in
`.vaekit/texts/`, until the notebook changes.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from autograder.authoring.assignment import Assignment
from autograder.course.configuration.course_root import CourseRoot
from autograder.course.gradebook.marks.mark_basis import answer_hash
from autograder.grading.results.store import put_text
from autograder.records.folder_names import KEPT
from autograder.records.json_text import NotThatRecord, read_record, write_record


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it was graded last: its words, their hash, and whether pictures are attached to it."""

    source: str
    hash: str
    pictures: bool


class Texts:
    """The texts of an assignment's submissions, by student."""

    def __init__(self, course: CourseRoot, assignment: Assignment) -> None:
        self._course, self._name = course, assignment.name
        self._known: dict[str, tuple[list[int], Mapping[str, Text]]] = {}
        self._notebook = cache(
            self._place_of_notebook
        )  # nbgrader formats each path anew, for hundreds of them a page

    def of(self, student: str) -> Mapping[str, Text]:
        """A student's Markdown cells of nbgrader's, by their names; nothing where nothing was graded."""
        path = self._notebook(student)
        try:
            stat = path.stat()
        except OSError:
            return {}
        file = [stat.st_mtime_ns, stat.st_size]
        known = self._known.get(student) or self._kept(student)
        if known is None or known[0] != file:
            known = (file, _texts_in(path))
            with contextlib.suppress(OSError):  # without the right to write there, it is read again
                put_text(self._keep(student), write_record(_Kept(*known)), durable=False)
        self._known[student] = known
        return known[1]

    def attachments(self, student: str, cell: str) -> dict[str, Any]:
        """The pictures that are attached to a text, as its notebook has them."""
        found = (one for one in _cells(self._notebook(student)) if _name(one) == cell)
        return dict(next(found, {}).get("attachments") or {})

    def _place_of_notebook(self, student: str) -> Path:
        return self._course.place("autograded", self._name, student) / f"{self._name}.ipynb"

    def _keep(self, student: str) -> Path:
        return self._course.root / KEPT / "texts" / self._name / f"{student}.json"

    def _kept(self, student: str) -> tuple[list[int], Mapping[str, Text]] | None:
        try:
            kept = read_record(_Kept, self._keep(student).read_bytes())
        except (OSError, NotThatRecord):
            return None
        return kept.file, kept.texts


@dataclass(frozen=True, slots=True)
class _Kept:
    """The texts of a notebook whose time and size are `file`."""

    file: list[int]
    texts: Mapping[str, Text]


def _texts_in(path: Path) -> dict[str, Text]:
    cells = [cell for cell in _cells(path) if _name(cell) and cell["cell_type"] == "markdown"]
    return {_name(one): Text(one["source"], answer_hash(one), bool(one.get("attachments"))) for one in cells}


def _cells(path: Path) -> list[dict[str, Any]]:
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return [{**cell, "source": "".join(cell["source"])} for cell in cells]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _name(cell: Mapping[str, Any]) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))
