"""Archives as the learning platforms hand them out, made here: nobody in them exists."""

from __future__ import annotations

import io
import shutil
import warnings
import zipfile
from pathlib import Path

from answers import NAME, RELEASE, ROOT

from autograder.authoring.assignment import assignments
from autograder.course.configuration.course_root import CourseRoot
from autograder.platforms.registry import platform_for

NOTEBOOK = RELEASE.read_bytes()
OTHER = NOTEBOOK + b"\n"  # another hand-in, which is a notebook too


class Format:
    """The platforms by the words for --format."""

    CANVAS = platform_for("canvas")
    MOODLE = platform_for("moodle")
    GRADESCOPE = platform_for("gradescope")
    CSV = platform_for("csv")


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    path.write_bytes(zip_bytes(files))
    return path


def zip_bytes(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def course_in(folder: Path) -> CourseRoot:
    """A course root with the kit's configuration."""
    folder.mkdir(parents=True, exist_ok=True)
    config = (ROOT / "nbgrader_config.py").read_text()
    (folder / "nbgrader_config.py").write_text(
        config.replace("sys.path.insert(0, str(root))", f"sys.path.insert(0, {str(ROOT)!r})")
    )
    return CourseRoot.open(folder)


def files_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def copied_course(source: Path, target: Path) -> CourseRoot:
    shutil.copytree(source, target)
    return CourseRoot.open(target)


def graded_course(folder: Path) -> None:
    """Make a course whose gradebook nbgrader made: ada and bo are marked, cy's texts are not, di was never graded."""
    assignment = assignments()[NAME]
    texts = {manual.cell for manual in assignment.manual}
    points = {task.check_cell: task.points for task in assignment.tasks}
    points.update({manual.cell: manual.points for manual in assignment.manual})
    made = course_in(folder)
    with warnings.catch_warnings(), made.gradebook() as gradebook:
        warnings.simplefilter("ignore")  # nbgrader's own use of its database
        gradebook.add_assignment(NAME)
        gradebook.add_notebook(NAME, NAME)
        for cell, most in points.items():
            kind = "markdown" if cell in texts else "code"
            gradebook.add_grade_cell(cell, NAME, NAME, max_score=most, cell_type=kind)
        for student, first, email in (
            ("ada", "Ada", "ada@example.edu"),
            ("bo", "Bo", "bo@example.edu"),
            ("cy", "Cy", ""),
        ):
            gradebook.add_student(student, first_name=first, last_name="Nobody", email=email)
            submission = gradebook.add_submission(NAME, student)
            for grade in (grade for notebook in submission.notebooks for grade in notebook.grades):
                text = grade.name in texts
                grade.auto_score = None if text else grade.max_score
                grade.manual_score = 7.25 if text and student != "cy" else None
                grade.needs_manual_grade = text and student == "cy"
        gradebook.add_student("di")
        gradebook.add_submission(NAME, "di")
        gradebook.db.commit()
