"""Reads hand-ins for nbgrader as `vaekit grade` does, and keeps the marks of unchanged answers."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import nbformat
from nbconvert.exporters import Exporter, NotebookExporter
from nbformat import NotebookNode
from nbformat.v4.nbjson import BytesEncoder
from nbformat.v4.rwbase import split_lines, strip_transient
from nbformat.validator import normalize
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException

from autograder.authoring.assignment import Assignment, assignments
from autograder.course.configuration.find_course import use_own_assignments
from autograder.course.copied_once import CopiedOnce
from autograder.course.gradebook.cells import declared_points
from autograder.course.gradebook.marks import mark_basis, mark_validity
from autograder.course.gradebook.recording import graded_files
from autograder.course.plugin.notebook_in_conversion import assignment_of, handin_folder
from autograder.course.plugin.patching import PatchesNbgrader
from autograder.grading.results.keys import files_hash
from autograder.handin.files.hashes import hash_of_file
from autograder.handin.find_submissions import find_submissions
from autograder.handin.notebook.read_notebook import read_plainly
from autograder.handin.read_submission import evidence_path
from autograder.records.errors import KitError


class ReadHandedIn(PatchesNbgrader, CopiedOnce, NotebookExporter):
    """Reads hand-ins that Jupyter can't read or that have another name; other files as nbconvert does.

    nbgrader changes the marks that a person gave before it reads a hand-in. So they are noted when it begins, and put
    back where what they were given for is the same.
    """

    def __init__(self, *args: Any, **kw: Any) -> None:
        cast(Any, super()).__init__(*args, **kw)
        self._marks: dict[str, dict[str, dict[str, mark_validity.NbgraderMark]]] = {}
        self._notes: dict[tuple[str, str], mark_validity.Notes] = {}
        for assignment, student in _to_convert(self.parent):
            self._note_marks(assignments()[assignment], student)

    def _note_marks(self, assignment: Assignment, student: str) -> None:
        """Note a submission's marks, and what they were given for: nbgrader removes what it has written of it."""
        coursedir, name = cast(Any, self.parent).coursedir, assignment.name
        path = mark_validity.notes_file(Path(coursedir.root), name, student)
        if name not in self._marks:
            with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
                alone = len(cast(Any, self.parent).assignments) == 1
                self._marks.setdefault(
                    name, mark_validity.marks_in_nbgrader(gradebook, name, student if alone else None)
                )
        try:
            notes = mark_validity.read_notes(path)
        except mark_validity.DamagedNotes as error:
            aside = mark_validity.set_aside(path)
            cast(Any, self).log.warning("%s of %s: %s; it is kept as %s.", name, student, error, aside)
            notes = {}
        if not notes and any(flag.score is not None for flag in self._before(name, student).values()):
            place = coursedir.format_path(coursedir.autograded_directory, student, name)
            with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
                released = declared_points.in_gradebook(gradebook, assignment)
            notes = mark_validity.earlier_notes(Path(place, f"{name}.ipynb"), released)
        self._notes[name, student] = notes

    def _before(self, assignment: str, student: str) -> dict[str, mark_validity.NbgraderMark]:
        return self._marks.get(assignment, {}).get(student, {})

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> Any:
        names, converter = resources["nbgrader"], cast(Any, self.parent)
        assignment, folder = assignment_of(names), handin_folder(converter.coursedir, names)
        if assignment is None:
            return super().from_filename(filename, resources, **kw)
        if Path(filename).parent.resolve() != folder.resolve():
            with self._kept(assignment, names, Path(filename)) as reopened:
                resources["vaekit"] = {"reopened": reopened}
                return super().from_filename(filename, resources, **kw)
        try:
            submission = find_submissions(folder)[0]
            _, content = normalize(nbformat.from_dict(read_plainly(submission.path, submission.trusted)))
        except KitError as error:
            if not Path(filename).exists():
                _take_back_zeros(converter.coursedir, names, self._before(assignment.name, names["student"]))
            raise NbGraderException(f"{names['student']} needs attention: {error}") from error
        return cast(Any, self).from_notebook_node(content, resources, **kw)

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> tuple[str, Any]:
        """As nbconvert's, which copies and validates the notebook once more to write it."""
        if self.nbformat_version != nb.nbformat:
            written: tuple[str, Any] = super().from_notebook_node(nb, resources, **kw)  # type: ignore[no-untyped-call]
            return written
        nb, resources = Exporter.from_notebook_node(self, nb, resources, **kw)
        return _as_json(nb), resources

    @contextlib.contextmanager
    def _kept(self, assignment: Assignment, names: dict[str, str], notebook: Path) -> Iterator[dict[str, str]]:
        """Let nbgrader record the grades, then restore each mark whose answer, rubric and points have not changed.

        Gives the cells whose marks will not count, with the reason.
        """
        coursedir, student = cast(Any, self.parent).coursedir, names["student"]
        folder, root = handin_folder(coursedir, names), Path(coursedir.root)
        source = Path(coursedir.format_path(coursedir.source_directory, ".", assignment.name), notebook.name)
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        cells = [{**cell, "source": "".join(cell["source"])} for cell in cells]
        with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
            released = declared_points.in_gradebook(gradebook, assignment)
            before = self._before(assignment.name, student)
            if (folder / notebook.name).exists():  # else nbgrader has put zeros meanwhile
                before = mark_validity.marks_in_nbgrader(gradebook, assignment.name, student).get(student, {})
            at_desk = mark_validity.at_desk(gradebook, assignment.name, student)
        files = _files_hash(folder)
        order = declared_points.source_order(source, assignment)
        now = mark_basis.bases(cells, released, order, _evidence_hash(folder))
        notes = mark_validity.with_what_each_was_given_for(before, self._notes.get((assignment.name, student), {}))
        noted = mark_validity.notes_file(root, assignment.name, student)
        mark_validity.write_notes(noted, notes)
        mark_validity.recorded_file(root, assignment.name, student).unlink(missing_ok=True)
        try:
            yield mark_validity.to_reopen(before, notes, now, at_desk)
        except BaseException:
            with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
                mark_validity.put_back(gradebook, assignment.name, student, before)
            raise
        with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
            at_desk = mark_validity.at_desk(gradebook, assignment.name, student)
            found = mark_validity.keep(gradebook, assignment, student, before, notes, now, released, at_desk)
        mark_validity.write_notes(noted, found)
        graded_files.note_hash(root, assignment.name, student, files)


def _as_json(nb: NotebookNode) -> str:
    """What `nbformat.writes` gives for a valid notebook, which is changed by it, and the end of the line."""
    plain = strip_transient(split_lines(nb))
    layout: dict[str, Any] = {"indent": 1, "sort_keys": True, "separators": (",", ": "), "ensure_ascii": False}
    return json.dumps(plain, cls=BytesEncoder, **layout) + "\n"


def _to_convert(converter: Any) -> Iterator[tuple[str, str]]:
    """The kit's submissions that nbgrader is about to autograde: assignment and student."""
    if not isinstance(converter, Autograde):
        return
    use_own_assignments(Path(converter.coursedir.root))
    pattern = converter._format_source("(?P<assignment>.*)", "(?P<student>.*)", escape=True)
    for folder in converter.assignments:
        found = re.match(pattern, folder)
        if found is not None and found["assignment"] in assignments():
            yield found["assignment"], found["student"]


def _evidence_hash(folder: Path) -> str:
    """A hash of the evidence file that was handed in."""
    with contextlib.suppress(KitError, OSError):
        submission = find_submissions(folder)[0]
        path = evidence_path(submission)
        if path is not None and path.is_file():
            return hash_of_file(path, submission.trusted).hex()
    return ""


def _files_hash(folder: Path) -> str:
    """A hash of the files that were handed in; empty where there are none."""
    with contextlib.suppress(KitError, OSError):
        return files_hash(find_submissions(folder)[0])
    return ""


def _take_back_zeros(
    coursedir: Any, names: dict[str, str], before: Mapping[str, mark_validity.NbgraderMark]
) -> None:
    """Remove the zeros that nbgrader gives for a notebook that can't be read, such as a broken link."""
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        for grade in gradebook.find_submission_notebook(
            names["notebook"], names["assignment"], names["student"]
        ).grades:
            grade.auto_score = None
            grade.needs_manual_grade = before[grade.name].waiting if grade.name in before else False
        gradebook.db.commit()
