"""Whether nbgrader, in a course, grades through the kit."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from jupyter_core.paths import jupyter_path
from sqlalchemy.exc import SQLAlchemyError

from autograder.authoring.assignment import Assignment, assignments
from autograder.course.configuration.course_root import CourseRoot
from autograder.course.configuration.find_course import course_root
from autograder.course.configuration.nbgrader_options import missing, runs_student_code
from autograder.course.gradebook.cells.declared_points import remedy
from autograder.course.gradebook.course_assignment import CourseAssignment
from autograder.handin.notebook.python_versions import GRADERS, is_later, recorded_python
from autograder.records.doctor_findings import Finding, Severity
from autograder.records.errors import KitError
from autograder.records.text import printable, shortened
from autograder.sandbox.mounts import EXPOSED_REMEDY, exposed_by

_MOST_NOTEBOOKS = 500  # of a course that are looked into


def nbgrader(folder: Path) -> Iterator[Finding]:
    """Whether nbgrader, in the course that the folder lies in, grades through the kit."""
    root = course_root(folder)
    yield Finding("nbgrader", Severity.OK, version("nbgrader"))
    yield _formulas()
    if root is None:
        words = f"{folder} lies in none, or below a folder of students' files"
        yield Finding("course", Severity.OK, words, "To make one: vaekit init my-course")
        return
    if environment := exposed_by(root):
        words = f"{root} lies in the Python environment {environment}: student code could read what is in it"
        yield Finding("course folder", Severity.PROBLEM, words, f"Grading refuses: {EXPOSED_REMEDY}.")
    try:
        course = CourseRoot.open(root)
    except KitError as error:
        remedy = (
            "Mend it: nbgrader goes on without a file that fails, and would run students' code without a sandbox."
        )
        yield Finding("course", Severity.PROBLEM, str(error), remedy)
        return
    if course.root_conflict is not None:
        yield Finding(
            "course root", Severity.PROBLEM, course.root_conflict, "Change the configuration as it says."
        )
        return
    yield _plugins(root, course)
    yield _gradebook(root, course)


def students_python(root: Path) -> Finding:
    """Compares the Python versions that the course's releases and hand-ins were run with to this one."""
    notebooks = [one for place in ("release", "submitted") for one in (root / place).glob("**/*.ipynb")][
        :_MOST_NOTEBOOKS
    ]
    recorded = Counter(filter(None, (recorded_python(path, (), root) for path in notebooks if path.is_file())))
    words = ", ".join(f"{version} in {count} notebooks" for version, count in sorted(recorded.items())[:5])
    if any(map(is_later, recorded)):
        remedy = "Install the kit under the students' Python: what only that one reads needs attention here."
        return Finding("students' Python", Severity.WARNING, f"{words}; this one is {GRADERS}", remedy)
    return Finding("students' Python", Severity.OK, words or "no notebook of the course says which")


def _formulas() -> Finding:
    """Whether this environment has MathJax for formgrader, which else does not start without a network."""
    name = "formulas without a network"
    places = [Path(folder, "nbconvert", "templates", "formgrade", "mathjax.html.j2") for folder in jupyter_path()]
    lacking = [] if any(place.is_file() for place in places) else ["the kit's template for nbgrader's pages"]
    if find_spec("jupyter_server_mathjax") is None:
        lacking.append("jupyter_server_mathjax")
    if not lacking:
        return Finding(name, Severity.OK, "formgrader has MathJax from this environment")
    words = f"{' and '.join(lacking)}: not in {sys.prefix}; formgrader asks another host for MathJax"
    remedy = (
        f"Install the kit again: {sys.executable} -m pip install --force-reinstall vaekit jupyter-server-mathjax"
    )
    return Finding(name, Severity.WARNING, words, remedy)


def _plugins(root: Path, course: CourseRoot) -> Finding:
    in_effect = course.in_effect()
    remedy = f"Run: vaekit init {root}"
    if runs_student_code(in_effect):
        words = f"in {root} `nbgrader autograde` would run students' code without a sandbox"
        return Finding("course", Severity.PROBLEM, words, remedy)
    lacking = missing(in_effect)
    if lacking:
        words = f"in {root} nbgrader lacks {', '.join(name.rsplit('.', 1)[1] for name in lacking)} of the kit"
        return Finding("course", Severity.WARNING, words, remedy)
    return Finding("course", Severity.OK, f"in {root} nbgrader grades through the kit")


def _gradebook(root: Path, course: CourseRoot) -> Finding:
    try:
        known = [one for one in assignments().values() if CourseAssignment(course, one).is_known()]
    except SQLAlchemyError as error:
        words = f"can't be opened: {shortened(printable(str(error.__cause__ or error)), 200)}"
        return Finding(
            "gradebook", Severity.PROBLEM, words, "Start its database, or mend c.CourseDirectory.db_url."
        )
    if known:
        return _agreement(known, course)
    words = f"none of the kit's assignments is in the gradebook of {root}"
    return Finding("gradebook", Severity.WARNING, words, f"Run: vaekit init {root}")


def _agreement(known: list[Assignment], course: CourseRoot) -> Finding:
    """Whether cells and points of the course are those of the kit."""
    for assignment in known:
        problems = CourseAssignment(course, assignment).disagreements()
        if problems:
            words = f"{assignment.name} can't be graded: {'; '.join(problems)}"
            return Finding("gradebook", Severity.PROBLEM, words, f"Please {remedy(assignment)}.")
    names = ", ".join(assignment.name for assignment in known)
    remarks = [remark for assignment in known for remark in CourseAssignment(course, assignment).remarks()]
    if remarks:
        return Finding("gradebook", Severity.WARNING, f"knows {names}", " ".join(remarks))
    return Finding("gradebook", Severity.OK, f"knows {names}")
