"""`vaekit init`: a course from an installed wheel, and the kit in a course that was there before."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import sysconfig
from pathlib import Path

import nbformat
import pytest
from answers import NAME, RELEASE, ROOT, edited, grade_id, reference_cells, run
from wheels import environment_with, run_in

from autograder.commands.terminal import Status
from corpus.entries import EVIDENCE

OTHER = "ps1"  # an assignment that the course had before


def course_command(*words: str | Path, cwd: Path, status: int = 0) -> str:
    """A command of the environment on this clone's code, wherever it runs; it must end with `status`."""
    return run(sys.executable, "-m", *map(str, words), cwd=cwd, status=status)


def points(course: Path, assignment: str = NAME) -> dict[str, float]:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        return {one.student.id: one.score for one in gradebook.assignment_submissions(assignment)}


def files(folder: Path) -> dict[str, str]:
    """Every file with a digest of what it holds."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


# --- a new course, from a wheel


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory) -> Path:
    """The `bin` of a fresh environment with the kit's wheel; all that the kit needs is this environment's."""
    python = environment_with(wheel, tmp_path_factory.mktemp("installed") / "env")
    (site,) = python.parents[1].glob("lib/python*/site-packages")
    (site / "packages.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    return python.parent


def of_wheel(installed: Path, *words: str | Path, cwd: Path, status: int = 0) -> str:
    """A command of that environment, in which no clone is in sight."""
    share = str(Path(sys.prefix) / "share" / "jupyter")  # nbgrader's templates lie there
    return run_in(installed, *words, cwd=cwd, status=status, JUPYTER_PATH=share)


@pytest.fixture(scope="module")
def new_course(installed: Path, tmp_path_factory) -> Path:
    desk = tmp_path_factory.mktemp("desk")
    of_wheel(installed, "vaekit", "init", "my course", "--assignment", NAME, "--json", "made.json", cwd=desk)
    return desk / "my course"


def test_wheel_makes_a_course_with_source_release_and_an_empty_submitted(new_course):
    assert not list((new_course / "submitted").iterdir())
    assert files(new_course / "release" / NAME) == files(ROOT / "release" / NAME)
    assert (new_course / "release" / f"{NAME}-colab" / f"{NAME}.ipynb").is_file()
    given = {path.name for path in (ROOT / "source" / NAME).iterdir() if path.is_file()}
    assert {path.name for path in (new_course / "source" / NAME).iterdir()} == given
    assert {path.name for path in (new_course / "release" / NAME).iterdir()} == {f"{NAME}.ipynb", "lab.py"}
    made = json.loads((new_course.parent / "made.json").read_text())
    assert made["line_to_add"] is None
    assert str(new_course / "nbgrader_config.py") in made["made"]


@pytest.mark.usefixtures("starts")
def test_new_course_is_graded_by_vaekit_and_by_nbgrader_without_the_repository(installed, new_course):
    release = new_course / "release" / NAME / f"{NAME}.ipynb"
    for student in ("ada", "bo"):
        edited(release, new_course / "submitted" / student / NAME / f"{NAME}.ipynb", reference_cells())
    shutil.copyfile(EVIDENCE, new_course / "submitted" / "ada" / NAME / "evidence.npz")
    of_wheel(installed, "vaekit", "grade", "submitted/", cwd=new_course)
    assert points(new_course) == {"ada": 80.0, "bo": 70.0}
    python = installed / "python"
    of_wheel(installed, python, "-m", "nbgrader", "autograde", NAME, "--force", cwd=new_course)
    of_wheel(installed, python, "-m", "nbgrader", "generate_feedback", NAME, "--force", cwd=new_course)
    assert points(new_course) == {"ada": 80.0, "bo": 70.0}
    assert (
        "new standard normal noise" in (new_course / "feedback" / "bo" / NAME / f"{NAME}.html").read_text().lower()
    )


def test_a_second_init_changes_nothing(installed, new_course):
    before = files(new_course)
    words = of_wheel(installed, "vaekit", "init", ".", "--assignment", NAME, cwd=new_course)
    assert files(new_course) == before
    assert "made" not in words.split("Ready")[0]


@pytest.mark.usefixtures("starts")
def test_wheel_makes_builds_and_grades_an_assignment_of_ones_own(installed, tmp_path):
    """From `vaekit new` to the gradebook without a clone, and nothing in the environment is changed."""
    of_wheel(installed, "vaekit", "init", "course", "--assignment", NAME, cwd=tmp_path)
    course, own = tmp_path / "course", "fourier-series"
    env = {name: digest for name, digest in files(installed.parent).items() if not name.endswith(".pyc")}
    of_wheel(installed, "vaekit", "new", own, cwd=course)
    of_wheel(installed, "vaekit", "build", own, cwd=course)
    corpus = course / "assignments" / "fourier_series" / "corpus"
    for student, kind in {"ada": "right", "bo": "wrong"}.items():
        shutil.copytree(corpus / kind, course / "submitted" / student)
    untouched = course / "submitted" / "cy" / own
    shutil.copytree(course / "release" / own, untouched)
    of_wheel(installed, "vaekit", "grade", "submitted/", cwd=course)
    assert points(course, own) == {"ada": 5.0, "bo": 0.0, "cy": 0.0}
    after = {name: digest for name, digest in files(installed.parent).items() if not name.endswith(".pyc")}
    assert after == env


# --- a course that was there before


def own_assignment(course: Path) -> None:
    """An instructor's own assignment: a function to write, and a test of it."""

    def marks(name: str, **flags: object) -> dict[str, object]:
        plain = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
        return {"nbgrader": {**plain, "grade_id": name, **flags}}

    solution = "def square(x):\n    ### BEGIN SOLUTION\n    return x * x\n    ### END SOLUTION"
    cells = [
        nbformat.v4.new_code_cell(solution, metadata=marks("square", solution=True)),
        nbformat.v4.new_code_cell(
            "assert square(3) == 9", metadata=marks("square-test", grade=True, locked=True, points=5)
        ),
    ]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    folder = course / "source" / OTHER
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{OTHER}.ipynb")


@pytest.fixture
def old_course(tmp_path: Path) -> Path:
    """A course with a configuration, an assignment, a release and a graded submission of its own."""
    course = tmp_path / "old"
    own_assignment(course)
    (course / "nbgrader_config.py").write_text('c = get_config()\nc.CourseDirectory.course_id = "old"\n')
    course_command("nbgrader", "generate_assignment", OTHER, cwd=course)
    handed_in = course / "submitted" / "ada" / OTHER / f"{OTHER}.ipynb"
    notebook = nbformat.read(course / "release" / OTHER / f"{OTHER}.ipynb", as_version=4)
    notebook.cells[0].source = "def square(x):\n    return x**2"
    handed_in.parent.mkdir(parents=True)
    nbformat.write(notebook, handed_in)
    return course


@pytest.mark.usefixtures("starts")
def test_kit_joins_a_course_by_a_new_file_and_both_are_graded(old_course):
    before = files(old_course)
    course_command("autograder", "init", ".", "--assignment", NAME, cwd=old_course)
    after = files(old_course)
    changed = {name for name in before if after.get(name) != before[name]}
    assert changed == {"gradebook.db"}  # which has an assignment more
    release = old_course / "release" / NAME / f"{NAME}.ipynb"
    assert files(release.parent) == files(ROOT / "release" / NAME)
    edited(release, old_course / "submitted" / "ada" / NAME / f"{NAME}.ipynb", reference_cells())
    course_command("autograder", "grade", "submitted", cwd=old_course)
    assert points(old_course) == {"ada": 70.0}
    course_command("nbgrader", "autograde", NAME, "--force", cwd=old_course)
    course_command("nbgrader", "autograde", OTHER, cwd=old_course)
    assert (points(old_course), points(old_course, OTHER)) == ({"ada": 70.0}, {"ada": 5.0})
    course_command("nbgrader", "generate_assignment", NAME, "--force", cwd=old_course)
    assert files(release.parent) == files(ROOT / "release" / NAME)  # whatever stubs the course's own have


OWN_LIST = """
c.Autograde.autograde_preprocessors = ["nbgrader.preprocessors.Execute", "nbgrader.preprocessors.SaveAutoGrades"]
c.GenerateFeedback.preprocessors.append("nbgrader.preprocessors.ClearOutput")
"""


@pytest.mark.usefixtures("starts")
def test_a_configuration_with_lists_of_its_own_gets_the_line_to_add_and_grades_nothing_before(old_course):
    config = old_course / "nbgrader_config.py"
    config.write_text(config.read_text() + OWN_LIST)
    before = config.read_bytes()
    words = course_command(
        "autograder", "init", ".", "--assignment", NAME, cwd=old_course, status=Status.ATTENTION
    )
    line = next(line.strip() for line in words.splitlines() if "register(c)" in line)
    assert config.read_bytes() == before
    assert not (old_course / "nbgrader_config.json").exists()
    release = old_course / "release" / NAME / f"{NAME}.ipynb"
    handed_in = old_course / "submitted" / "ada" / NAME / f"{NAME}.ipynb"
    trap = f"open({str(old_course / 'owned')!r}, 'w').close()"
    edited(release, handed_in, reference_cells(), trap)
    told = course_command("autograder", "grade", "submitted", cwd=old_course, status=Status.ATTENTION)
    assert "would run students' code without a sandbox" in told
    assert points(old_course) == {}
    config.write_text(f"{config.read_text()}\n{line}\n")
    course_command("autograder", "init", ".", "--assignment", NAME, cwd=old_course)
    course_command("autograder", "grade", "submitted", cwd=old_course)
    course_command("nbgrader", "autograde", NAME, "--force", cwd=old_course)
    assert points(old_course) == {"ada": 70.0}
    assert not (old_course / "owned").exists()


@pytest.mark.usefixtures("starts")
def test_a_configuration_that_fails_stops_the_grading(old_course):
    """nbgrader itself goes on without it, and would run the students' code."""
    config = old_course / "nbgrader_config.py"
    config.write_text(config.read_text() + "import no_such_module\n")
    edited(RELEASE, old_course / "submitted" / "ada" / NAME / f"{NAME}.ipynb", {})
    for command in (("init", "."), ("grade", "submitted")):
        words = course_command("autograder", *command, cwd=old_course, status=Status.UNUSABLE)
        assert "No module named 'no_such_module'" in words


@pytest.mark.usefixtures("starts")
def test_an_assignment_that_is_not_the_kits_is_not_run_in_a_course_of_the_kit(tmp_path):
    course = tmp_path / "course"
    course_command("autograder", "init", course, "--assignment", NAME, cwd=tmp_path)
    own_assignment(course)
    course_command("nbgrader", "generate_assignment", OTHER, cwd=course)
    folder = course / "submitted" / "ada" / OTHER
    shutil.copytree(course / "release" / OTHER, folder)
    words = course_command("nbgrader", "autograde", OTHER, cwd=course, status=1)
    assert "would run its code without a sandbox" in words


def test_what_is_no_course_and_no_assignment_is_refused(tmp_path):
    (tmp_path / "file").touch()
    assert "is a file" in course_command("autograder", "init", "file", cwd=tmp_path, status=Status.UNUSABLE)
    words = course_command(
        "autograder", "init", "new", "--assignment", "vea", cwd=tmp_path, status=Status.UNUSABLE
    )
    assert NAME in words
    assert not (tmp_path / "new").exists()
    foreign = tmp_path / "other" / "source" / NAME / f"{NAME}.ipynb"
    foreign.parent.mkdir(parents=True)
    nbformat.write(nbformat.v4.new_notebook(), foreign)
    words = course_command(
        "autograder", "init", "other", "--assignment", NAME, cwd=tmp_path, status=Status.UNUSABLE
    )
    assert "is another assignment" in words


def test_configuration_of_this_repository_is_that_of_a_new_course(tmp_path):
    """One source: what the repository's own nbgrader_config.py sets up is what `init` writes."""
    from autograder.course.configuration.course_root import CourseRoot
    from autograder.course.setup.new_course import _own_config

    (tmp_path / "nbgrader_config.py").write_text(_own_config("c"))
    assert CourseRoot.open(tmp_path).in_effect() == CourseRoot.open(ROOT).in_effect()
    cells = nbformat.read(ROOT / "release" / NAME / f"{NAME}.ipynb", as_version=4).cells
    assert "# YOUR CODE HERE" in next(cell.source for cell in cells if grade_id(cell) == "sampling")
