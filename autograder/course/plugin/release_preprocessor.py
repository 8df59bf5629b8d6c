"""The preprocessor of releases: clears solutions to the kit's stubs, and refuses what could not be graded."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, cast

from nbformat import NotebookNode
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import ClearSolutions

from autograder.authoring.assignment import assignments
from autograder.authoring.stubs import CODE_STUB
from autograder.course.gradebook.cells import declared_points
from autograder.course.gradebook.cells.rubrics import expect_fitting, leave_out
from autograder.course.plugin.grade_preprocessor import GradeOutside
from autograder.course.plugin.notebook_in_conversion import assignment_of, know_assignments
from autograder.course.plugin.patching import PatchesNbgrader
from autograder.records.errors import KitError


class ClearToOwnStubs(PatchesNbgrader, ClearSolutions):
    """Puts the kit's stubs into its assignments; an assignment of the course's own gets the course's.

    What of the kit's assignments could not be graded is refused here, before anything of it is recorded or released.
    """

    STUBS: ClassVar = {
        "code_stub": {"python": CODE_STUB},
        "text_stub": "*Write your text here (about 100 words).*",
    }

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        know_assignments(self)
        names = resources["nbgrader"]
        own = assignment_of(names)
        self._expect_releasable(nb, names)
        stubs = self.STUBS if own is not None else {}
        cleared: tuple[NotebookNode, dict[str, Any]] = ClearSolutions(parent=self.parent, **stubs).preprocess(
            nb, resources
        )
        return cleared

    def _expect_releasable(self, nb: NotebookNode, names: dict[str, str]) -> None:
        assignment = assignments().get(names["assignment"])
        if assignment is None:
            return
        executes = GradeOutside(parent=self.parent).others == "execute"
        notebooks = [Path(path).stem for path in cast(Any, self.parent).parent.notebooks]
        cells = declared_points.in_notebook(nb.cells) if assignment_of(names) is not None else None
        try:
            declared_points.expect_releasable(assignment, cells, notebooks, executes)
            if cells is not None:
                self._rubrics(nb, assignment.name)
        except KitError as error:
            raise NbGraderException(str(error)) from error

    def _rubrics(self, nb: NotebookNode, name: str) -> None:
        """Refuse rubrics that don't fit the notebook, and keep their files from students."""
        converter = cast(Any, self.parent).parent
        source, release = (Path(step(name, ".")) for step in (converter._format_source, converter._format_dest))
        expect_fitting(source / f"{name}.ipynb", nb.cells)
        leave_out(release)
