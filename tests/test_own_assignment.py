"""Assignments that are not the kit's: in a course's own folder, and in an installed package."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from answers import ROOT, completed, run
from plugins import as_installed

from autograder.authoring import assignment as registry
from autograder.commands.terminal import Status

NAME = "mean-squares"
PACKAGE = Path("assignments") / "mean_squares"


@pytest.fixture(scope="module")
def template_course(tmp_path_factory) -> Path:
    """A course with an assignment that `vaekit new` has made."""
    course = tmp_path_factory.mktemp("own") / "course"
    course.mkdir()
    config = (ROOT / "nbgrader_config.py").read_text()
    config = config.replace("sys.path.insert(0, str(root))", f"sys.path.insert(0, {str(ROOT)!r})")
    (course / "nbgrader_config.py").write_text(config)
    run("vaekit", "new", NAME, cwd=course)
    return course


@pytest.fixture
def own_course(template_course, tmp_path) -> Path:
    course = tmp_path / "course"
    subprocess.run(["cp", "-r", template_course, course], check=True)
    return course


def hand_in(course: Path, student: str, kind: str, extra: str = "") -> None:
    """The corpus entry of that kind, as a student hands it in; its answer does `extra` first."""
    notebook = nbformat.read(course / PACKAGE / "corpus" / kind / NAME / f"{NAME}.ipynb", as_version=4)
    answer = next(cell for cell in notebook.cells if cell.metadata.nbgrader.solution)
    answer.source = extra + answer.source
    path = course / "submitted" / student / NAME / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)


def scores(report: Path) -> dict[str, float]:
    return {one["student"]: one["score"] for one in json.loads(report.read_text())["submissions"]}


@pytest.mark.usefixtures("starts")
def test_a_new_assignment_is_graded_at_once_and_names_its_mistake(own_course):
    run("vaekit", "grade", PACKAGE / "corpus", "--json", "report.json", cwd=own_course)
    assert scores(own_course / "report.json") == {"right": 5.0, "wrong": 0.0}
    assert "sum-for-mean" in (own_course / "report.json").read_text()


@pytest.mark.usefixtures("starts")
def test_a_new_assignment_is_built_graded_and_recorded(own_course):
    run("vaekit", "build", NAME, cwd=own_course)
    released = (own_course / "release" / NAME / f"{NAME}.ipynb").read_text()
    assert "raise NotImplementedError" in released
    assert "np.mean" not in released
    assert "np.mean" in (own_course / "solutions" / NAME / f"{NAME}.ipynb").read_text()
    hand_in(own_course, "ada", "right")
    hand_in(own_course, "bo", "wrong")
    run("vaekit", "grade", "submitted", "--json", "report.json", "--workers", "2", cwd=own_course)
    assert scores(own_course / "report.json") == {"ada": 5.0, "bo": 0.0}
    run("nbgrader", "autograde", NAME, "--force", cwd=own_course)
    run("nbgrader", "generate_feedback", NAME, "--force", cwd=own_course)
    assert (
        "This is the sum of the squares." in (own_course / "feedback" / "bo" / NAME / f"{NAME}.html").read_text()
    )


@pytest.mark.usefixtures("starts")
def test_plain_pytest_runs_its_checks(own_course):
    notebook = own_course / PACKAGE / "corpus" / "wrong" / NAME / f"{NAME}.ipynb"
    words = run(
        "pytest",
        f"{PACKAGE}/checks",
        f"--vaekit-notebook={notebook}",
        "-p",
        "no:cacheprovider",
        cwd=own_course,
        status=1,
    )
    assert "1 failed" in words


@pytest.mark.usefixtures("starts")
def test_student_code_sees_none_of_its_files(own_course):
    tried = f"import os\nassert not os.path.exists({str(own_course / PACKAGE)!r}), 'seen'\n"
    tried += "assert 'VAEKIT_COURSE' not in os.environ, 'told'\n"
    hand_in(own_course, "ada", "right", tried)
    run("vaekit", "grade", "submitted", "--no-gradebook", "--json", "report.json", cwd=own_course)
    assert scores(own_course / "report.json") == {"ada": 5.0}


def test_a_broken_assignment_is_named_and_the_others_are_there(own_course):
    (own_course / PACKAGE / "student.py").write_text("import nothing_of_this_name\n")
    words = run("vaekit", "build", NAME, cwd=own_course, status=Status.UNUSABLE)
    assert "student.py, line 1" in words
    assert "No module named 'nothing_of_this_name'" in words
    run("vaekit", "new", "another", cwd=own_course)


@pytest.mark.usefixtures("starts")
def test_the_doctor_names_a_broken_assignment(own_course, no_tensorflow):
    (own_course / PACKAGE / "student.py").write_text("import nothing_of_this_name\n")
    words = ("vaekit", "doctor", "--json", "findings.json")
    run(*words, cwd=own_course, status=Status.ATTENTION, PYTHONPATH=str(no_tensorflow))
    findings = json.loads((own_course / "findings.json").read_text())["findings"]
    (found,) = [one for one in findings if one["name"] == f"assignment {NAME}"]
    assert found["level"] == "problem"
    assert "student.py, line 1" in found["found"]
    assert found["remedy"]


def test_a_broken_assignment_is_never_left_to_nbgraders_own_execution(own_course):
    run("vaekit", "build", NAME, "--no-solution", cwd=own_course)
    hand_in(own_course, "ada", "right", "open('ran', 'w')\n")
    (own_course / PACKAGE / "student.py").write_text("1/0\n")
    with (own_course / "nbgrader_config.py").open("a") as file:
        file.write("c.GradeOutside.others = 'execute'\n")
    words = run("nbgrader", "autograde", NAME, "--create", cwd=own_course, status=1)
    assert "ZeroDivisionError" in words
    assert not list(own_course.rglob("ran"))


@pytest.mark.parametrize("file", ["questions.py", "checks/test_mean_square.py"])
def test_a_file_that_is_no_python_is_named(own_course, file):
    (own_course / PACKAGE / file).write_text("def (:\n")
    assert "invalid syntax" in run("vaekit", "build", NAME, cwd=own_course, status=Status.UNUSABLE)


def test_another_of_a_name_is_refused(own_course):
    (own_course / PACKAGE).rename(own_course / "assignments" / "vae_digits")
    words = run("vaekit", "status", "--assignment", NAME, cwd=own_course, status=Status.UNUSABLE)
    assert "there is another of this name" in words


def written(course: Path) -> list[Path]:
    """All that lies there but what Python has compiled."""
    return sorted(path for path in course.rglob("*") if "__pycache__" not in path.parts)


@pytest.mark.parametrize("name", ["Fourier", "a--b", "../x", "vae-digits", NAME])
def test_a_name_that_can_not_be_one_changes_nothing(own_course, name):
    before = written(own_course)
    run("vaekit", "new", name, cwd=own_course, status=Status.UNUSABLE)
    assert written(own_course) == before


@pytest.mark.parametrize("place", ["submitted/eve", "hand-in"])
def test_no_code_in_a_students_folder_is_taken_for_an_assignment(own_course, tmp_path, place):
    """A student hands in a whole course, which has an assignment of its own."""
    students = own_course / place
    (students / PACKAGE / "checks").mkdir(parents=True)
    (students / PACKAGE / "__init__.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    (students / "nbgrader_config.py").write_text("c = get_config()\n")
    (students / "work.ipynb").write_text("{}")
    (students / NAME / "deep").mkdir(parents=True)
    for folder in (students / NAME, students / NAME / "deep"):
        (folder / f"{NAME}.ipynb").write_text("{}")
        for path, cwd in ((".", folder), (folder, students)):
            completed("vaekit", "grade", path, "--assignment", "nothing", cwd=cwd)
    for path in ("work.ipynb", ".", students, students / "work.ipynb"):
        run("vaekit", "grade", path, cwd=students, status=Status.UNUSABLE)
        run("vaekit", "grade", students, cwd=own_course, status=Status.UNUSABLE)
    assert not (tmp_path / "ran").exists()


def test_a_folder_of_hand_ins_that_is_called_assignments_is_not_run(own_course, tmp_path):
    with (own_course / "nbgrader_config.py").open("a") as file:
        file.write("c.CourseDirectory.submitted_directory = 'assignments'\n")
    (own_course / PACKAGE / "__init__.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    run("vaekit", "status", "--assignment", NAME, cwd=own_course, status=Status.UNUSABLE)
    assert not (tmp_path / "ran").exists()


# --- of an installed package


@pytest.fixture
def plugin(own_course, tmp_path) -> Path:
    """What `PYTHONPATH` names to have a package with that assignment, as if it were installed."""
    site = tmp_path / "elsewhere" / "site-packages"
    site.mkdir(parents=True)
    (own_course / PACKAGE).rename(site / "mean_squares")
    (own_course / "source" / NAME).rename(site / "mean_squares" / "course")
    as_installed(site, "teaching", "vaekit.assignments", **{NAME: "mean_squares:ASSIGNMENT"})
    return site


@pytest.mark.usefixtures("starts")
def test_an_installed_package_brings_an_assignment_that_student_code_can_not_read(plugin, tmp_path):
    notebook = tmp_path / "ada" / NAME / f"{NAME}.ipynb"
    notebook.parent.mkdir(parents=True)
    source = nbformat.read(plugin / "mean_squares" / "corpus" / "right" / NAME / f"{NAME}.ipynb", as_version=4)
    answer = next(cell for cell in source.cells if cell.metadata.nbgrader.solution)
    answer.source = f"import os\nassert not os.listdir({str(plugin / 'mean_squares')!r})\n{answer.source}"
    nbformat.write(source, notebook)
    run("vaekit", "grade", notebook, "--json", "report.json", cwd=tmp_path, PYTHONPATH=str(plugin))
    assert scores(tmp_path / "report.json") == {"ada": 5.0}


def test_assignments_from_outside_are_looked_for_once():
    code = "import importlib.metadata as m; real = m.entry_points; calls = []\n"
    code += "m.entry_points = lambda **kw: calls.append(kw) or real(**kw)\n"
    code += "from autograder.authoring.assignment import assignments\n"
    code += "from autograder.sandbox.mounts import covered\n"
    code += "assignments(); covered(); assignments(); print(len(calls))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ}, cwd=ROOT
    )
    assert done.stdout.strip() == "1"
    assert registry.unusable_assignments() == {}


def test_an_installed_package_takes_no_name_of_the_kits(plugin, tmp_path):
    as_installed(tmp_path / "site", "a-rival", "vaekit.assignments", **{"vae-digits": "mean_squares:ASSIGNMENT"})
    path = os.pathsep.join(map(str, (tmp_path / "site", plugin)))
    code = "from autograder.authoring.assignment import assignments, unusable_assignments; "
    code += "print(assignments()['vae-digits'].package, unusable_assignments())"
    words = run(sys.executable, "-c", code, cwd=ROOT, PYTHONPATH=path)
    assert words.startswith("autograder.assignments.vae_digits ")
    assert "a-rival" in words
    assert "there is another of this name" in words


def test_a_kit_that_was_installed_before_its_entry_points_is_told_to_be_installed_again(tmp_path):
    """As a clone whose environment is older than its code."""
    as_installed(tmp_path / "site", "vaekit", "console_scripts", vaekit="autograder.__main__:main")
    words = run(
        "vaekit", "build", NAME, cwd=tmp_path, status=Status.GRADER_FAILED, PYTHONPATH=str(tmp_path / "site")
    )
    assert "install it again (in a clone: make .venv/ready)" in words
    assert "Traceback" not in words
