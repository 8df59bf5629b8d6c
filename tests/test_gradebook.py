"""`vaekit grade` on a course: the same gradebook, notebooks and feedback as nbgrader's own commands leave."""

from __future__ import annotations

import copy
import json
import shutil
import sqlite3
import threading
from pathlib import Path

import nbformat
import pytest
from answers import NAME, edited, left, reference_cells, run
from nbconvert.exporters import Exporter
from nbconvert.preprocessors import Preprocessor
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import event

from autograder.authoring.assignment import assignments
from autograder.commands import app
from autograder.commands.terminal import Status
from autograder.course.copied_once import CopiedOnce
from autograder.course.feedback.added_cells import code_cell, display, result
from autograder.course.gradebook.cells.cell_names import with_names
from autograder.course.gradebook.recording.converters import AutogradeOne
from autograder.course.plugin import grade_preprocessor
from autograder.course.plugin.handin_exporter import ReadHandedIn
from corpus.broken import broken, hand_in_broken

WRITTEN = ("gradebook.db", "autograded", "feedback")


@pytest.fixture(scope="module")
def class_of_two(starts, course: Path, tmp_path_factory) -> Path:
    """A copy of the course with one finished notebook and an untouched one, graded by `vaekit grade`."""
    folder = tmp_path_factory.mktemp("pair") / "course"
    earlier = ("submitted", "autograded", "feedback", ".vaekit", "gradebook.db")  # of other tests
    shutil.copytree(course, folder, ignore=shutil.ignore_patterns(*earlier))
    run("nbgrader", "generate_assignment", NAME, "--force", cwd=folder)
    release = folder / "release" / NAME / f"{NAME}.ipynb"
    for student, cells in {"ada": reference_cells(), "bo": {}}.items():
        edited(release, folder / "submitted" / student / NAME / f"{NAME}.ipynb", cells)
    run("vaekit", "grade", "submitted", cwd=folder)
    return folder


def test_a_grading_leaves_what_nbgraders_own_commands_leave(class_of_two, tmp_path):
    ours = left(class_of_two)
    theirs = tmp_path / "course"
    shutil.copytree(class_of_two, theirs)
    for name in WRITTEN:
        shutil.rmtree(theirs / name, ignore_errors=True)
        (theirs / name).unlink(missing_ok=True)
    run("nbgrader", "generate_assignment", NAME, "--force", cwd=theirs)
    run("nbgrader", "autograde", NAME, cwd=theirs)
    run("nbgrader", "generate_feedback", NAME, cwd=theirs)
    assert left(theirs) == ours
    assert ours["ada"]["points"]["sampling-check"] == 15.0


def test_a_manual_mark_survives_a_new_grading(class_of_two):
    url = f"sqlite:///{class_of_two / 'gradebook.db'}"
    with Gradebook(url) as gradebook:
        grade = gradebook.find_grade("latent-writeup", NAME, NAME, "ada")
        grade.manual_score, grade.needs_manual_grade = 7.5, False
        gradebook.db.commit()
    (class_of_two / ".vaekit" / "recorded" / NAME / "ada").unlink()  # as after an update of the kit
    run("vaekit", "grade", "submitted", "--regrade", cwd=class_of_two)
    with Gradebook(url) as gradebook:
        grade = gradebook.find_grade("latent-writeup", NAME, NAME, "ada")
        assert (grade.score, grade.needs_manual_grade) == (7.5, False)


def test_what_is_recorded_is_left_alone_and_what_was_lost_is_written_again(class_of_two):
    pages = {name: class_of_two / "feedback" / name / NAME / f"{NAME}.html" for name in ("ada", "bo")}
    before = pages["bo"].stat().st_mtime_ns
    pages["ada"].unlink()
    with Gradebook(f"sqlite:///{class_of_two / 'gradebook.db'}") as gradebook:
        gradebook.find_grade("sampling-check", NAME, NAME, "ada").auto_score = 1.0
        gradebook.db.commit()
    run("vaekit", "grade", "submitted", cwd=class_of_two)
    assert pages["ada"].exists()
    assert pages["bo"].stat().st_mtime_ns == before
    assert left(class_of_two)["ada"]["points"]["sampling-check"] == 15.0


def test_a_recording_reads_no_classmates_hand_ins(class_of_two, monkeypatch):
    """The grading has compared the whole class already, which takes a time that grows with it."""
    compared = []
    monkeypatch.setattr(grade_preprocessor, "with_foreign_evidence", compared.append)
    (class_of_two / ".vaekit" / "recorded" / NAME / "ada").unlink()
    before = left(class_of_two)
    monkeypatch.chdir(class_of_two)
    monkeypatch.setattr("sys.argv", ["vaekit", "grade", "submitted", "--workers", "1"])
    with pytest.raises(SystemExit) as ended:  # in this process
        app.main()
    assert (ended.value.code, left(class_of_two)) == (0, before)
    assert (class_of_two / ".vaekit" / "recorded" / NAME / "ada").is_file()
    assert not compared


def test_the_names_of_a_submissions_grades_and_comments_are_read_at_once(class_of_two):
    found: list[str] = []
    with Gradebook(f"sqlite:///{class_of_two / 'gradebook.db'}") as gradebook:
        notebook = gradebook.find_submission_notebook(NAME, NAME, "ada")
        event.listen(gradebook.engine, "before_cursor_execute", lambda *arguments: found.append(arguments[2]))
        with_names(notebook)
        assert len(found) == 3  # the cells, the grades, the comments
        assert {one.name for one in notebook.grades} >= {task.check_cell for task in assignments()[NAME].tasks}
        assert all(one.name for one in notebook.comments)
        assert len(found) == 3


def test_status_tells_what_is_graded_stale_missing_or_in_need_of_attention(class_of_two, tmp_path):
    folder = tmp_path / "course"
    shutil.copytree(class_of_two, folder)
    release = folder / "release" / NAME / f"{NAME}.ipynb"
    edited(release, folder / "submitted" / "bo" / NAME / f"{NAME}.ipynb", {"sampling": "x = 1"})
    edited(release, folder / "submitted" / "di" / NAME / f"{NAME}.ipynb", {})
    broken = edited(release, folder / "submitted" / "ed" / NAME / f"{NAME}.ipynb", {})
    broken.write_text("{")
    run("vaekit", "grade", "submitted/ed", cwd=folder, status=Status.ATTENTION)
    run("vaekit", "status", "--json", "status.json", cwd=folder, status=Status.ATTENTION)
    rows = json.loads((folder / "status.json").read_text())["submissions"]
    assert {row["student"]: (row["status"], row["score"], row["recorded"]) for row in rows} == {
        "ada": ("graded", 70.0, True),
        "bo": ("stale", None, False),
        "di": ("not graded yet", None, False),
        "ed": ("needs attention", None, False),
    }


def test_a_gradebook_that_is_locked_for_a_while_is_waited_for(class_of_two):
    (class_of_two / "feedback" / "bo" / NAME / f"{NAME}.html").unlink()
    lock = sqlite3.connect(class_of_two / "gradebook.db", check_same_thread=False)
    lock.execute("BEGIN EXCLUSIVE")
    release = threading.Timer(12, lock.rollback)  # longer than SQLite waits by itself: 5 s
    release.start()
    run("vaekit", "grade", "submitted", cwd=class_of_two)
    release.join()
    lock.close()
    assert (class_of_two / "feedback" / "bo" / NAME / f"{NAME}.html").exists()


def test_without_the_assignment_in_the_gradebook_grades_are_kept_and_the_remedy_is_told(class_of_two, tmp_path):
    folder = tmp_path / "course"
    shutil.copytree(class_of_two, folder)
    (folder / "gradebook.db").unlink()
    words = run("vaekit", "grade", "submitted", cwd=folder, status=Status.ATTENTION)  # nothing was recorded
    assert f"nbgrader generate_assignment {NAME}" in words


ELSEWHERE = ["notebook_in_a_subfolder", "renamed_with_brackets_and_quotes", "renamed_with_foreign_bytes"]


def test_what_is_not_where_nbgrader_looks_is_recorded_as_well(class_of_two, tmp_path):
    folder = tmp_path / "course"
    shutil.copytree(class_of_two, folder)
    for case in (case for case in broken() if case.path.stem in ELSEWHERE):
        hand_in_broken(case, folder / "submitted" / f"{case.path.stem} [1]", assignments()[NAME])
    run("vaekit", "grade", "submitted", cwd=folder)
    found = left(folder)
    for name in ELSEWHERE:
        points = found[f"{name} [1]"]["points"]
        assert (points["sampling-check"], points["latent-writeup"]) == (15.0, None)
        assert found[f"{name} [1]"]["to mark"]["latent-writeup"]


TOLD = {
    "sqlalchemy": "sqlalchemy.exc.OperationalError: (sqlite3.OperationalError) attempt to write a readonly database\n"
    "[SQL: UPDATE grade SET auto_score=? WHERE grade.id = ?]\n[parameters: (3.0, 1)]\n"
    "(Background on this error at: https://sqlalche.me/e/20/e3q8)",
    "jinja2": "jinja2.exceptions.TemplateNotFound: x.j2\n\nHINT: look elsewhere\n",
    "nbformat": "nbformat.validator.NotebookValidationError: 'id' is required\n\nOn instance['cells'][0]:\n{'a': 1}",
}


@pytest.mark.parametrize("words", TOLD.values(), ids=TOLD)
@pytest.mark.parametrize("indent", ["", "    "])
def test_a_cause_in_several_lines_is_told_by_the_line_that_names_it(words, indent):
    from autograder.course.gradebook.nbgrader_errors import why_failed

    traceback = f"Traceback (most recent call last):\n  File 'x', line 1, in y\n    raise Z\n{words}"
    indented = "\n".join(f"{indent}{line}" for line in traceback.splitlines())
    last = "nbgrader.converters.base.NbGraderException: Please see the above traceback for details"
    for end in ("SystemExit: 1", last):
        assert (
            why_failed({"log": indented, "error": f"Traceback (most recent call last):\n{end}"})
            == words.splitlines()[0]
        )
    assert why_failed({"log": "", "error": traceback}) == words.splitlines()[0]


def test_a_conversion_copies_a_notebook_once(monkeypatch):
    made, stock = [], nbformat.NotebookNode.__deepcopy__

    def noted(node, memo):
        made.extend(["copy"] if "nbformat" in node else [])
        return stock(node, memo)

    monkeypatch.setattr(nbformat.NotebookNode, "__deepcopy__", noted)
    handed_in = nbformat.v4.new_notebook(cells=[code_cell("1 + 1", [display({"text/plain": "2"}), result("2")])])

    class Emptied(Preprocessor):
        def preprocess(self, nb, resources):
            nb.cells = []
            return nb, resources

    class Copied(CopiedOnce, Exporter):
        file_extension = ".ipynb"

    exporter = Copied()
    exporter.register_preprocessor(Emptied, enabled=True)
    nb, _ = exporter.from_notebook_node(handed_in)
    assert (len(nb.cells), len(handed_in.cells), len(made)) == (0, 1, 1)


def test_the_kits_cells_are_as_nbformat_makes_them():
    outputs = [nbformat.v4.new_output("display_data", {"text/plain": "2"}, metadata={"known": [1]})]
    outputs.append(nbformat.v4.new_output("execute_result", {"text/plain": "2.0"}))
    theirs = nbformat.v4.new_code_cell("1 + 1", outputs=outputs)
    ours = code_cell("1 + 1", [display({"text/plain": "2"}, {"known": [1]}), result("2.0")])
    assert len(ours.id) == len(theirs.id)
    assert {**ours, "id": ""} == {**theirs, "id": ""}
    assert all(
        isinstance(node, nbformat.NotebookNode) for node in (ours.metadata, *ours.outputs, ours.outputs[0].data)
    )


def test_an_autograded_notebook_is_written_as_nbformat_writes_it(tmp_path):
    handed_in = nbformat.v4.new_notebook(cells=[code_cell("x = 1\ny = 2", [display({"text/html": "<p>\n£</p>"})])])
    handed_in.cells.append(nbformat.v4.new_markdown_cell("a\nb"))
    handed_in.metadata = {"signature": "transient", "kernelspec": {"name": "python3", "display_name": "Python"}}
    converter = AutogradeOne(coursedir=CourseDirectory(root=str(tmp_path)))
    converter.assignments = {}
    exporter = ReadHandedIn(parent=converter, config=converter.config)
    written, about = exporter.from_notebook_node(copy.deepcopy(handed_in))
    assert written == nbformat.writes(handed_in) + "\n"
    assert about["output_extension"] == ".ipynb"
