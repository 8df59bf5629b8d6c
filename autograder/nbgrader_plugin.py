"""What stands in nbgrader's own pipeline: an exporter, preprocessors and a filter, named in a course's configuration.

`ReadHandedIn` reads what was handed in as `vaekit grade` does, whatever is odd about the file. `RestoreCells` mends
what editors do to nbgrader's metadata before nbgrader reads it. `GradeOutside` stands in the place of `Execute`:
nothing of the notebook is run; the submission is graded as `vaekit grade` does it, and each test cell gets a readable
result and one bare number, which nbgrader's own `SaveAutoGrades` records.
"""

from __future__ import annotations

import atexit
import copy
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any, ClassVar, cast

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters import base
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import ClearSolutions, Execute, NbGraderPreprocessor
from nbgrader.utils import find_all_files
from traitlets import Enum, Float

from autograder.assignment import Assignment, assignments
from autograder.cells import tell_apart, template
from autograder.colab import brought_file
from autograder.exhibits import Exhibit, markdown_filter
from autograder.exhibits import as_html as exhibits_as_html
from autograder.grade import Grader, Settings, draw
from autograder.intake import Submission, find_submissions, with_foreign_evidence
from autograder.notebook import raw_cell, read_plainly
from autograder.results import CheckResult, KitError, Outcome, TaskResult
from autograder.sandbox import Kind, Limits, choose
from autograder.store import Exhibits, course_store

_SHOWN = "# Measured by the kit from what was handed in. The text below is marked beside it."
_FOR_MARKER = "# For the marker; the student does not see this cell."
_UNMARKED = "Not marked yet: a person reads this, and its points are still to come."
markdown2html = markdown_filter()
_MISSING = "This cell was missing from the notebook that was handed in; the kit put it back."


class ReadHandedIn(NotebookExporter):
    """Reads a hand-in that Jupyter's own reader stumbles over, or that has another name; any other file as usual."""

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> Any:
        names, converter = resources["nbgrader"], cast(Any, self.parent)
        folder = _handed_in(converter.coursedir, names)
        if names["assignment"] not in assignments() or Path(filename).parent.resolve() != folder.resolve():
            return super().from_filename(filename, resources, **kw)
        try:
            content = read_plainly(find_submissions(folder)[0].path)
        except KitError as error:
            if not Path(filename).exists():
                _take_back_zeros(converter.coursedir, names)
            raise NbGraderException(f"{names['student']} needs attention: {error}") from error
        return cast(Any, self).from_notebook_node(nbformat.from_dict(content), resources, **kw)


def _handed_in(coursedir: Any, names: dict[str, str]) -> Path:
    """The folder of a student's submission."""
    return Path(coursedir.format_path(coursedir.submitted_directory, names["student"], names["assignment"]))


def _take_back_zeros(coursedir: Any, names: dict[str, str]) -> None:
    """Leave no points where nbgrader has put 0 for a notebook that is not there: a link that leads nowhere, say."""
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        for notebook in gradebook.find_submission(names["assignment"], names["student"]).notebooks:
            for grade in notebook.grades:
                grade.auto_score = None
        gradebook.db.commit()


def _to_copy(path: str, exclude: list[str] | None = None) -> list[str]:
    """What nbgrader copies of a folder, without links that lead nowhere, pipes and sockets: it stops at those."""
    return [name for name in find_all_files(path, exclude) if Path(name).is_file()]


base.find_all_files = _to_copy  # nbgrader has no setting for it


class ClearToOwnStubs(ClearSolutions):
    """Puts the kit's stubs into its assignments; an assignment of the course's own gets the course's."""

    # The line below each stub's region, `raise NotImplementedError(…)`, stands in the source: it names its task.
    STUBS: ClassVar = {
        "code_stub": {"python": "# YOUR CODE HERE"},
        "text_stub": "*Write your text here (about 100 words).*",
    }

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        own = resources["nbgrader"]["assignment"] in assignments()
        stubs = self.STUBS if own else {}
        cleared: tuple[NotebookNode, dict[str, Any]] = ClearSolutions(parent=self.parent, **stubs).preprocess(
            nb, resources
        )
        return cleared


class RestoreCells(NbGraderPreprocessor):
    """Gives cells back their nbgrader metadata, and the notebook back the cells that it lost."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        assignment = assignments().get(resources["nbgrader"]["assignment"])
        if assignment is not None:
            originals = _original_cells(assignment)
            self._restore(nb, assignment, originals)
            self._put_back(nb, assignment, originals)
        return nb, resources

    def _restore(self, nb: NotebookNode, assignment: Assignment, originals: dict[str, NotebookNode]) -> None:
        raw = [raw_cell(cell, number) for number, cell in enumerate(nb.cells, 1)]
        cells, _ = tell_apart(raw, assignment)
        known = {cell.number: cell for cell in cells if cell.grade_id is not None}
        for number, node in enumerate(nb.cells, 1):
            node.metadata.pop("nbgrader", None)
            if number in known:
                cell = known[number]
                node.metadata["nbgrader"] = copy.deepcopy(originals[str(cell.grade_id)].metadata["nbgrader"])
                node.source = cell.source
                if node.cell_type != cell.kind:
                    _retype(node, cell.kind)
            elif (brought := brought_file(node.source)) is not None:
                node.source = (
                    f"# The course's own {brought}, which the release for Colab brings; the kit leaves it out."
                )

    def _put_back(self, nb: NotebookNode, assignment: Assignment, originals: dict[str, NotebookNode]) -> None:
        """Insert what is graded or marked and missing, each behind the cell that it stands behind at home."""
        place = -1
        for grade_id, original in originals.items():
            here = next((i for i, cell in enumerate(nb.cells) if _grade_id(cell) == grade_id), None)
            if here is None and original.metadata["nbgrader"]["grade"]:
                here = place + 1
                nb.cells.insert(here, _fitting(self._empty(original), nb))
            place = here if here is not None else place

    def _empty(self, original: NotebookNode) -> NotebookNode:
        cell = copy.deepcopy(original)
        cell.source = f"# {_MISSING}" if cell.cell_type == "code" else f"*{_MISSING}*"
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        return cell


def _retype(node: NotebookNode, kind: str) -> None:
    """Make the cell one of that kind again, with the fields that such a cell has."""
    for field in ("outputs", "execution_count", "attachments"):
        node.pop(field, None)
    node.cell_type = kind
    if kind == "code":
        node.outputs, node.execution_count = [], None


class GradeOutside(NbGraderPreprocessor):
    """Grades the submission outside nbgrader's process and writes the results into the test cells."""

    sandbox = Enum([kind.value for kind in Kind], Kind.AUTO.value, help="as vaekit's --sandbox").tag(config=True)
    timeout = Float(120.0, help="seconds that one submission may take").tag(config=True)
    others = Enum(
        ["refuse", "execute"],
        "refuse",
        help="what becomes of other assignments than the kit's: execute runs them as nbgrader does, without a sandbox",
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        if resources["nbgrader"]["assignment"] not in assignments():
            return self._other(nb, resources)
        submission = self._submission(resources["nbgrader"])
        result = self._grader.grade(submission)
        if result.reason is not None:
            raise NbGraderException(f"{result.student} needs attention: {result.reason}")
        assignment = assignments()[resources["nbgrader"]["assignment"]]
        by_cell = {assignment.task(task.id).check_cell: task for task in result.tasks}
        notes = result.notes
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
                if _grade_id(cell) in by_cell:
                    cell.outputs = _outputs(by_cell[_grade_id(cell)], notes)
                    notes = ()  # told once, with the first result
        if submission.assignment.exhibits is not None:
            _show_exhibits(nb, draw(submission, self._settings))
        return nb, resources

    def _other(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """An assignment that is the course's own."""
        if self.others == "refuse":
            name = resources["nbgrader"]["assignment"]
            raise NbGraderException(
                f"{name} is no assignment of vaekit: nbgrader would run its code without a sandbox. If you want that, "
                "set c.GradeOutside.others = 'execute' in nbgrader_config.py."
            )
        executed: tuple[NotebookNode, dict[str, Any]] = Execute(parent=self.parent).preprocess(nb, resources)
        return executed

    def _submission(self, names: dict[str, str]) -> Submission:
        return with_foreign_evidence(find_submissions(_handed_in(self.parent.parent.coursedir, names)))[0]

    @cached_property
    def _settings(self) -> Settings:
        limits, store = Limits(submission_s=self.timeout), course_store(Path(self.parent.parent.coursedir.root))
        kind = Kind(self.sandbox)
        return Settings(choose(kind) if kind is Kind.AUTO else kind, limits, store=store)

    @cached_property
    def _grader(self) -> Grader:
        """Its worker stays warm from one submission to the next."""
        grader = Grader(self._settings)
        atexit.register(grader.close)
        return grader


class HideFromStudent(NbGraderPreprocessor):
    """Takes what is for the marker alone out of the feedback, and says of a text that nobody has marked it."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        nb.cells = [cell for cell in nb.cells if cell.source != _FOR_MARKER]
        names = resources["nbgrader"]
        with Gradebook(names["db_url"]) as gradebook:
            handed_in = gradebook.find_submission_notebook(
                names["notebook"], names["assignment"], names["student"]
            )
            unmarked = {grade.name for grade in handed_in.grades if grade.needs_manual_grade}
        for cell in nb.cells:
            if _grade_id(cell) in unmarked:
                told = cell.metadata.nbgrader.get("comment")
                cell.metadata.nbgrader["comment"] = " ".join(filter(None, [_UNMARKED, told]))
        return nb, resources


def _show_exhibits(nb: NotebookNode, exhibits: Exhibits) -> None:
    """Put above each text what it is marked beside."""
    cells = []
    for cell in nb.cells:
        shown = exhibits.get(_grade_id(cell), [])
        for source, for_marker in ((_SHOWN, False), (_FOR_MARKER, True)):
            chosen = [exhibit for exhibit in shown if exhibit.for_marker is for_marker]
            cells += [_fitting(_exhibit_cell(source, chosen), nb)] if chosen else []
        cells.append(cell)
    nb.cells = cells


def _fitting(cell: NotebookNode, nb: NotebookNode) -> NotebookNode:
    """The cell as the notebook's version of the format has it: before 4.5 without an id."""
    if (nb.nbformat, nb.nbformat_minor) < (4, 5):
        cell.pop("id", None)
    return cell


def _exhibit_cell(source: str, exhibits: list[Exhibit]) -> NotebookNode:
    words = "\n".join(exhibit.title for exhibit in exhibits)
    data = {"text/html": _PAGE_STYLE + exhibits_as_html(exhibits), "text/plain": words}
    return nbformat.v4.new_code_cell(source, outputs=[nbformat.v4.new_output("display_data", data)])


# nbgrader's pages give tables no room, and wide pictures no end; this holds for the page, so for the rubrics as well
_PAGE_STYLE = "<style>table td, table th {padding: .3em .8em} img {max-width: 100%}</style>"


def _original_cells(assignment: Assignment) -> dict[str, NotebookNode]:
    nb = nbformat.read(assignment.source_notebook, as_version=4)
    return {_grade_id(cell): cell for cell in nb.cells if _grade_id(cell) in template(assignment)}


def _grade_id(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


# --- what a test cell shows ---------------------------------------------------------------------------------

_SIGN = {Outcome.PASSED: "✔", Outcome.FAILED: "✘", Outcome.TIMEOUT: "⏱", Outcome.BLOCKED: "○"}
_WORD = {
    Outcome.PASSED: "passed",
    Outcome.FAILED: "not right yet",
    Outcome.TIMEOUT: "took too long",
    Outcome.BLOCKED: "could not be checked",
}


def _outputs(task: TaskResult, notes: tuple[str, ...]) -> list[NotebookNode]:
    """A table for people, and behind it the one number that nbgrader reads."""
    shown = nbformat.v4.new_output(
        "display_data", {"text/html": as_html(task, notes), "text/plain": as_text(task)}
    )
    score = nbformat.v4.new_output("execute_result", {"text/plain": repr(float(task.earned))})
    return [shown, score]


def as_text(task: TaskResult) -> str:
    lines = [f"{task.id}: {task.earned:g} of {task.points:g} points"]
    for check in task.checks:
        lines.append(f"{_SIGN[check.outcome]} {check.earned:g}/{check.points:g}  {check.sentence}")
        if check.message:
            lines.append(f"      {check.message}")
    return "\n".join(lines)


def as_html(task: TaskResult, notes: tuple[str, ...]) -> str:
    """Everything that may hold a student's words is escaped."""
    rows = "".join(_row(check) for check in task.checks)
    remarks = "".join(f"<p style='margin:.4em 0'>{escape(note)}</p>" for note in notes)
    return (
        "<div style='font-family:sans-serif;max-width:60em'>"
        f"<p><b>{task.earned:g} of {task.points:g} points</b></p>"
        f"<table style='border-collapse:collapse;width:100%'>{rows}</table>{remarks}</div>"
    )


def _row(check: CheckResult) -> str:
    cell = "style='text-align:left;vertical-align:top;padding:.3em .6em;border-top:1px solid #bbb'"
    message = f"<br><span>{escape(check.message)}</span>" if check.message else ""
    return (
        f"<tr><td {cell}>{_SIGN[check.outcome]} {_WORD[check.outcome]}</td>"
        f"<td {cell}>{check.earned:g}&nbsp;/&nbsp;{check.points:g}</td>"
        f"<td {cell}><b>{escape(check.sentence)}</b>{message}</td></tr>"
    )
