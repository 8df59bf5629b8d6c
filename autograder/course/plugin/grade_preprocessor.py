"""The preprocessor that grades: it stands in the place of nbgrader's `Execute`, and runs nothing of the notebook.

The submission is graded as `vaekit grade` does it, and each test cell gets a readable result and one bare number, which
nbgrader's own `SaveAutoGrades` records. A notebook that is not the kit's is left to nbgrader.
"""

from __future__ import annotations

import atexit
import contextlib
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from traitlets import Enum, Float

from autograder.course.gradebook.recording.converters import AutogradeOne
from autograder.course.plugin.notebook_in_conversion import assignment_of, handin_folder, know_assignments
from autograder.course.plugin.patching import PatchesNbgrader
from autograder.course.plugin.result_cells import grade_id_of, outputs_of, show_exhibits
from autograder.grading.declaration_faults import expect_sound
from autograder.grading.figures_for_marker import draw
from autograder.grading.graded_folder import keep_graded_folder
from autograder.grading.kept_settings import accepted_losses, asked_or_kept, keep_settings
from autograder.grading.results.store import Exhibits, results_folder
from autograder.grading.settings import Settings
from autograder.grading.warm_grader import Grader
from autograder.handin.find_submissions import find_submissions
from autograder.handin.shared_training_runs import unsearched, with_foreign_evidence
from autograder.handin.submission import Submission
from autograder.records.errors import KitError
from autograder.records.exhibit import Exhibit
from autograder.records.settings import Kind
from autograder.sandbox.choose_backend import choose, expect_accepted

_REOPENED = "Marked before, and to be marked again"
_NOT_RUN = "The kit does not run this test cell: a person gives its points."


class GradeOutside(PatchesNbgrader, NbGraderPreprocessor):
    """Grades the submission outside nbgrader's process and writes the results into the test cells."""

    sandbox = Enum(
        [kind.value for kind in Kind],
        None,
        allow_none=True,
        help="as vaekit's --sandbox; if it is not set, as the assignment was graded last",
    ).tag(config=True)
    timeout = Float(
        None,
        allow_none=True,
        help="seconds that one submission may take; if it is not set, as the assignment was graded last",
    ).tag(config=True)
    others = Enum(
        ["refuse", "execute"],
        "refuse",
        help="what becomes of other assignments than the kit's: execute runs them as nbgrader does, without a sandbox",
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        know_assignments(self)
        assignment = assignment_of(resources["nbgrader"])
        if assignment is None:
            return self._other(nb, resources)
        try:
            expect_sound(assignment)
            assignment.expect_installed()
            submission = self._submission(resources["nbgrader"])
        except KitError as error:
            raise NbGraderException(str(error)) from error
        result = self._grader.grade(submission)
        with contextlib.suppress(OSError):  # the results are not stored then, either
            root = Path(self.parent.parent.coursedir.root)
            keep_settings(root, assignment.name, self._settings)
            keep_graded_folder(root, assignment.name, [submission])
        if result.reason is not None:
            raise NbGraderException(f"{result.student} needs attention: {result.reason}")
        by_cell = {assignment.task(task.id).check_cell: task for task in result.tasks}
        notes = result.notes
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
                if grade_id_of(cell) in by_cell:
                    cell.outputs = outputs_of(by_cell[grade_id_of(cell)], notes)
                    notes = ()  # told once, with the first result
                elif cell.metadata.get("nbgrader", {}).get("grade") and not cell.metadata.nbgrader["solution"]:
                    cell.outputs = [nbformat.v4.new_output("stream", name="stderr", text=_NOT_RUN)]
        exhibits = draw(submission, self._settings) if assignment.exhibits is not None else {}
        show_exhibits(nb, _with_reopened(exhibits, resources.get("vaekit", {}).get("reopened", {})))
        return nb, resources

    def _other(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """An assignment, or a notebook, that is the course's own."""
        if self.others == "refuse":
            name = resources["nbgrader"]["assignment"]
            name += f"/{notebook}.ipynb" if (notebook := resources["nbgrader"]["notebook"]) != name else ""
            raise NbGraderException(
                f"{name} is no assignment of vaekit: nbgrader would run its code without a sandbox. If you want that, "
                "set c.GradeOutside.others = 'execute' in nbgrader_config.py."
            )
        executed: tuple[NotebookNode, dict[str, Any]] = Execute(parent=self.parent).preprocess(nb, resources)
        return executed

    def _submission(self, names: dict[str, str]) -> Submission:
        converter = self.parent.parent
        found = find_submissions(handin_folder(converter.coursedir, names))
        if isinstance(converter, AutogradeOne):
            return replace(found[0], foreign=converter.submission.foreign)
        for sentence in unsearched(found):
            self.log.warning(sentence)
        return with_foreign_evidence(found)[0]

    @cached_property
    def _settings(self) -> Settings:
        coursedir = self.parent.parent.coursedir
        root, asked = Path(coursedir.root), Kind(self.sandbox) if self.sandbox is not None else None
        kind, limits = asked_or_kept(root, coursedir.assignment_id, asked, self.timeout)
        kind = choose(kind) if kind is Kind.AUTO else kind
        without = accepted_losses(root, coursedir.assignment_id)
        expect_accepted(kind, without)
        return Settings(kind, limits, store=results_folder(root), without=without)

    @cached_property
    def _grader(self) -> Grader:
        """Its worker stays warm from one submission to the next."""
        grader = Grader(self._settings)
        atexit.register(grader.close)
        return grader


def _with_reopened(exhibits: Exhibits, reopened: Mapping[str, str]) -> Exhibits:
    """The exhibits, and before them why an earlier mark does not count any more."""
    said = {
        cell: [Exhibit(_REOPENED, note=f"{why[:1].upper()}{why[1:]}.", for_marker=True)]
        for cell, why in reopened.items()
    }
    return {cell: [*said.get(cell, []), *exhibits.get(cell, [])] for cell in {**exhibits, **said}}
