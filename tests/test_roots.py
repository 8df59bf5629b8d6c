"""Which course a command takes, and that nothing a student hands in is taken for one, imported, or read as settings."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from answers import run
from toy import toy_cells, write

from autograder.commands.submissions import submitted_folder
from autograder.commands.terminal import Status
from autograder.course.configuration.find_course import course_root
from autograder.records.errors import KitError

WRONG = toy_cells("def square(x):\n    return x + x\n")  # not all of its points
STUDENT = Path("submitted", "mallory", "toy")


def trap(canary: Path) -> str:
    """A program that leaves a trace, whichever file it stands in."""
    return f"open({str(canary)!r}, 'a').write(__file__ + chr(10))\n"


def set_traps(folder: Path, canary: Path) -> None:
    """Whatever a program might import, run or read as settings, put into a student's folder."""
    program = trap(canary)
    names = ("nbgrader_config", "jupyter_config", "jupyter_nbgrader_config", "conftest", "sitecustomize", "setup")
    modules = (
        "numpy",
        "typer",
        "rich",
        "pytest",
        "tensorflow",
        "yaml",
        "nbgrader",
        "matplotlib",
        "multiprocessing",
    )
    for name in (*names, *modules, "usercustomize", "evil", "test_evil"):
        (folder / f"{name}.py").write_text(program)
    for package in ("autograder", "toy", "questions"):
        (folder / package).mkdir(parents=True, exist_ok=True)
        (folder / package / "__init__.py").write_text(program)
    pytest_settings = "[pytest]\naddopts = -p evil\npythonpath = .\n"
    (folder / "pytest.ini").write_text(pytest_settings)
    (folder / "tox.ini").write_text(pytest_settings)
    (folder / "setup.cfg").write_text(pytest_settings.replace("[pytest]", "[tool:pytest]"))
    (folder / "pyproject.toml").write_text('[tool.pytest.ini_options]\naddopts = "-p evil"\npythonpath = "."\n')
    (folder / "matplotlibrc").write_text("backend: module://evil\n")
    json_settings = {"GradeOutside": {"sandbox": "none"}, "Autograde": {"autograde_preprocessors": ["evil.Evil"]}}
    (folder / "nbgrader_config.json").write_text(json.dumps(json_settings))
    (folder / "source" / "toy").mkdir(parents=True)
    (folder / "submitted").mkdir()


def course_with_traps(toy_course: Path, folder: Path) -> Path:
    """A course with a hand-in whose folders, of the assignment and above it, are full of traps: they write to `owned`."""
    course = folder / "course"
    shutil.copytree(toy_course, course)
    write(course / STUDENT / "toy.ipynb", WRONG)
    for place in (course / STUDENT, course / STUDENT.parent):
        set_traps(place, folder / "owned")
    return course


@pytest.fixture
def course(starts, toy_course: Path, tmp_path: Path) -> Path:
    return course_with_traps(toy_course, tmp_path)


@pytest.fixture(scope="module")
def toys_path(toy_kit: Path, no_tensorflow: Path) -> str:
    """PYTHONPATH for the kit that knows the toy, which needs no TensorFlow: the doctor would import it for seconds."""
    return f"{toy_kit}{os.pathsep}{no_tensorflow}"


@pytest.fixture(scope="module")
def vaekit(toys_path: str) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the console script's program on the kit that knows the toy; the status is the caller's to judge."""

    def run_it(*words: str | Path, cwd: Path, module: bool = False) -> subprocess.CompletedProcess[str]:
        script = ["-m", "autograder"] if module else [str(Path(sys.executable).with_name("vaekit"))]
        command = [sys.executable, *script, *map(str, words)]
        environment = {"PYTHONPATH": toys_path, "PATH": "/usr/bin:/bin", "HOME": str(cwd)}
        return subprocess.run(
            command, cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=300
        )

    return run_it


@pytest.fixture(scope="module")
def plain(starts, toy_course: Path, vaekit, tmp_path_factory) -> Path:
    """Such a course, graded from its root with a report beside it."""
    folder = tmp_path_factory.mktemp("plain")
    course = course_with_traps(toy_course, folder)
    done = vaekit("grade", "submitted", "--no-gradebook", "--json", folder / "plain.json", cwd=course)
    assert done.returncode == Status.GRADED, done.stderr
    assert not (folder / "owned").exists(), (folder / "owned").read_text()
    return course


def forged(graded: Path, path: Path) -> None:
    """A store in the hand-in that claims full points for whatever key the grader asks for, were it read."""
    (result,) = (graded / ".vaekit" / "results").glob("*.json")
    claim = json.loads(result.read_text())
    for task in claim["tasks"]:
        task["earned"] = task["points"]
        for check in task["checks"]:
            check["earned"] = check["points"]
    for folder in (path, path.parent):
        store = folder / ".vaekit" / "results"
        store.mkdir(parents=True)
        (store / result.name).write_text(json.dumps(claim))


def score(report: Path) -> float:
    (submission,) = json.loads(report.read_text())["submissions"]
    return submission["score"]


PLACES = {"the course": Path(), "the hand-in": STUDENT, "the student's folder": STUDENT.parent}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("module", [False, True], ids=["script", "module"])
def test_grading_takes_nothing_of_a_hand_in_for_a_course(course, plain, vaekit, tmp_path, place, module):
    if module and place != Path():
        shutil.rmtree(course / place / "autograder")  # Python itself would run it, before any code of the kit
    forged(plain, course / STUDENT)
    done = vaekit("grade", course / STUDENT, "--json", tmp_path / "report.json", cwd=course / place, module=module)
    assert done.returncode == Status.GRADED, done.stdout + done.stderr
    assert not (tmp_path / "owned").exists(), (tmp_path / "owned").read_text()
    assert f"Course: {course}" in done.stdout
    assert score(plain.parent / "plain.json") == score(tmp_path / "report.json") < 6
    assert [path.name for path in (course / ".vaekit" / "results").glob("*.json")] == [
        path.name for path in (plain / ".vaekit" / "results").glob("*.json")
    ]  # under the key that the forged one has


COMMANDS = {
    "status": ("status", "."),
    "report": ("report", ".", "--output", "page.html"),
    "collect": ("collect", ".", "--assignment", "toy", "--dry-run"),
    "export": ("export", "--format", "csv", "--assignment", "toy"),
    "doctor": ("doctor",),
    "init": ("init", "."),
}


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_no_command_takes_a_hand_in_for_a_course(course, vaekit, tmp_path, words):
    for named in ((), ("--course", course / STUDENT)) if words[0] not in ("init",) else ((),):
        done = vaekit(*words, *named, cwd=course / STUDENT)
        assert not (tmp_path / "owned").exists(), (tmp_path / "owned").read_text()
        assert "Traceback" not in done.stderr
        assert done.returncode in (Status.GRADED, Status.ATTENTION, Status.UNUSABLE), done.stderr
        assert not (course / STUDENT / ".vaekit").exists()
    if words[0] == "init":
        assert done.returncode == Status.UNUSABLE
        assert "can't be a course" in done.stderr


@pytest.mark.parametrize("words", [("grade", "."), ("status", "."), ("report", ".", "--output", "page.html")])
@pytest.mark.parametrize("place", ["mallory/toy", "mallory"])
def test_a_hand_in_in_a_folder_of_any_name_is_no_course(course, vaekit, tmp_path, words, place):
    shutil.copytree(course / "submitted", tmp_path / "mails")
    (tmp_path / "mails" / STUDENT.parent.name).rename(tmp_path / "mails" / "mallory")
    done = vaekit(*words, cwd=tmp_path / "mails" / place)
    assert not (tmp_path / "owned").exists(), (tmp_path / "owned").read_text()
    assert "no course" in done.stdout + done.stderr
    assert done.returncode == (Status.GRADED if words[0] == "grade" else Status.UNUSABLE), done.stderr


def test_hand_ins_without_a_course_are_graded_and_kept_nowhere(course, vaekit, tmp_path):
    """As an instructor does who has unpacked somebody's folder anywhere."""
    shutil.copytree(course / STUDENT.parent, tmp_path / "elsewhere" / "submitted" / "mallory")
    place = tmp_path / "elsewhere" / "submitted" / "mallory" / "toy"
    done = vaekit("grade", ".", "--json", tmp_path / "report.json", cwd=place)
    assert done.returncode == Status.GRADED, done.stderr
    assert "Course: none" in done.stdout
    assert score(tmp_path / "report.json") < 6
    assert not (tmp_path / "owned").exists(), (tmp_path / "owned").read_text()
    assert not list((tmp_path / "elsewhere").rglob(".vaekit"))


def test_stock_commands_run_nothing_of_a_hand_in(course, toy_kit, tmp_path):
    run("nbgrader", "autograde", "toy", cwd=course, PYTHONPATH=str(toy_kit))
    run("nbgrader", "generate_feedback", "toy", cwd=course, PYTHONPATH=str(toy_kit))
    assert (course / "feedback" / "mallory" / "toy" / "toy.html").is_file()
    assert not (tmp_path / "owned").exists(), (tmp_path / "owned").read_text()


WORDS = {
    "checks first": lambda checks, path: [checks, "--vaekit-notebook", path],
    "checks first, =": lambda checks, path: [checks, f"--vaekit-notebook={path}"],
    "notebook first, =": lambda checks, path: [f"--vaekit-notebook={path}", checks],
}


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize("named", ["toy.ipynb", "."])
def test_plain_pytest_runs_nothing_of_a_hand_in(course, toy_kit, tmp_path, words, named):
    checks = toy_kit / "toy" / "checks"
    done = run_pytest(words(str(checks), str(course / STUDENT / named)), tmp_path, toy_kit)
    assert "test_square.py" in done.stdout, done.stdout + done.stderr
    assert not (tmp_path / "owned").exists(), (tmp_path / "owned").read_text()


def test_plain_pytest_stops_where_it_has_taken_settings_of_a_hand_in(course, toy_kit, tmp_path):
    """pytest reads them before it loads a plugin, where the notebook is the first path that it sees."""
    for name in ("pytest.ini", "tox.ini", "setup.cfg", "pyproject.toml"):
        (course / STUDENT / name).unlink()
    (course / STUDENT / "pytest.ini").write_text("[pytest]\naddopts = --basetemp=gone\n")
    checks = toy_kit / "toy" / "checks"
    done = run_pytest(["--vaekit-notebook", str(course / STUDENT), str(checks)], tmp_path, toy_kit)
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "write --vaekit-notebook=" in done.stderr
    assert not (tmp_path / "owned").exists(), (tmp_path / "owned").read_text()


@pytest.mark.parametrize("words", [[], [str(STUDENT)]], ids=["where it is", "named"])
def test_plain_pytest_does_not_collect_a_hand_in(course, toy_kit, tmp_path, words):
    for name in ("pytest.ini", "tox.ini", "setup.cfg", "pyproject.toml"):
        (course / STUDENT / name).unlink()
        (course / STUDENT.parent / name).unlink()
    place = course if words else course / STUDENT
    done = run_pytest([*words, f"--vaekit-notebook={course / STUDENT}"], place, toy_kit)
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "a student's folder" in done.stderr
    assert not (tmp_path / "owned").exists(), (tmp_path / "owned").read_text()


def run_pytest(words: list[str], cwd: Path, toy_kit: Path) -> subprocess.CompletedProcess[str]:
    script = str(Path(sys.executable).with_name("pytest"))
    environment = {"PYTHONPATH": str(toy_kit), "PATH": "/usr/bin:/bin", "HOME": str(cwd)}
    return subprocess.run(
        [sys.executable, script, "-p", "no:cacheprovider", *words],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


# --- which one is taken


@pytest.mark.parametrize(
    "name", ["submitted", "autograded", "feedback", "exchange", "inbound", "downloaded", "archive"]
)
def test_nothing_below_a_folder_of_hand_ins_is_a_root(tmp_path, name):
    (tmp_path / "nbgrader_config.py").write_text("")
    inside = tmp_path / name / "mallory" / "toy"
    inside.mkdir(parents=True)
    for folder in (inside, inside.parent, inside.parent.parent):
        (folder / "nbgrader_config.py").write_text("raise SystemExit('executed')")
        assert course_root(folder) == tmp_path
    (tmp_path / "link").symlink_to(inside)
    assert course_root(tmp_path / "link") == tmp_path
    (tmp_path / "nbgrader_config.py").unlink()
    assert course_root(inside) is None


def test_a_course_in_a_course_is_taken_unless_the_outer_one_keeps_hand_ins_there(tmp_path):
    (tmp_path / "nbgrader_config.py").write_text(
        'c = get_config()\nc.CourseDirectory.submitted_directory = "in"\n'
    )
    for name in ("inner", "in/mallory"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "nbgrader_config.py").write_text("")
    assert course_root(tmp_path / "inner") == tmp_path / "inner"
    assert course_root(tmp_path / "in" / "mallory") == tmp_path


def test_a_course_whose_hand_ins_may_lie_anywhere_has_no_other_in_it(tmp_path):
    config = 'c.CourseDirectory.directory_structure = "{student_id}/{assignment_id}/{nbgrader_step}"\n'
    (tmp_path / "nbgrader_config.py").write_text(f"c = get_config()\n{config}")
    (tmp_path / "mallory").mkdir()
    (tmp_path / "mallory" / "nbgrader_config.py").write_text("")
    assert course_root(tmp_path / "mallory") == tmp_path


def test_a_configuration_of_a_hand_in_is_refused_wherever_it_is_opened(tmp_path):
    from autograder.course.configuration.course_root import CourseRoot

    place = tmp_path / "submitted" / "mallory"
    place.mkdir(parents=True)
    (place / "nbgrader_config.py").write_text(trap(tmp_path / "owned"))
    with contextlib.chdir(tmp_path), pytest.raises(KitError, match="can't be a course"):
        CourseRoot.open(place)
    assert not (tmp_path / "owned").exists()


# --- another root than one thinks


@pytest.fixture
def other_root(starts, toy_course: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A course B, and the home folder of somebody whose nbgrader is set up for a course A."""
    home, course = tmp_path / "home", tmp_path / "B"
    (home / ".jupyter").mkdir(parents=True)
    (tmp_path / "A" / "source").mkdir(parents=True)
    shutil.copytree(toy_course, course)
    config = course / "nbgrader_config.py"
    config.write_text(config.read_text().replace("c.CourseDirectory.root = str(root)\n", ""))
    line = f"c.CourseDirectory.root = {str(tmp_path / 'A')!r}\n"
    (home / ".jupyter" / "nbgrader_config.py").write_text(f"c = get_config()\n{line}")
    write(course / "submitted" / "ada" / "toy" / "toy.ipynb", toy_cells())
    return course, home


@pytest.mark.parametrize("words", [("init", "."), ("grade", "submitted"), ("doctor",), ("status", "submitted")])
def test_a_root_set_elsewhere_is_named_and_the_line_shown_mends_it(other_root, toys_path, words):
    course, home = other_root
    environment = {"PYTHONPATH": toys_path, "HOME": str(home), "JUPYTER_CONFIG_DIR": str(home / ".jupyter")}
    status = Status.UNUSABLE if words[0] == "init" else Status.ATTENTION
    told = " ".join(run("vaekit", *words, cwd=course, status=status, **environment).split())
    assert f"nbgrader takes {course.parent / 'A'} for the course's root, not {course}" in told
    assert not list((course.parent / "A" / "source").iterdir())
    line = f"c.CourseDirectory.root = {str(course)!r}"
    assert line in told
    if words[0] == "grade":
        (course / "nbgrader_config.py").write_text(f"{(course / 'nbgrader_config.py').read_text()}\n{line}\n")
        run("vaekit", *words, cwd=course, **environment)
        run("vaekit", "status", cwd=course, **environment)


@pytest.fixture
def other_layout(starts, toy_course: Path, tmp_path: Path) -> Path:
    """A course whose configuration puts a student's name first, and a hand-in that lies so."""
    course = tmp_path / "course"
    shutil.copytree(toy_course, course)
    config = course / "nbgrader_config.py"
    order = "{student_id}/{assignment_id}/{nbgrader_step}"
    config.write_text(f"{config.read_text()}\nc.CourseDirectory.directory_structure = {order!r}\n")
    write(course / "ada" / "toy" / "submitted" / "toy.ipynb", toy_cells())
    return course


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("init", "."), Status.UNUSABLE),
        (("grade", "ada/toy/submitted"), Status.ATTENTION),
        (("grade", "submitted"), Status.UNUSABLE),
        (("doctor",), Status.ATTENTION),
        (("status",), Status.UNUSABLE),
        (("status", "ada/toy/submitted"), Status.ATTENTION),
        (("report",), Status.UNUSABLE),
        (("collect", "all.zip", "--assignment", "toy"), Status.UNUSABLE),
        (("export", "--assignment", "toy", "--format", "canvas"), Status.UNUSABLE),
    ],
)
def test_another_order_of_folders_is_named_by_every_command(other_layout, toys_path, words, status):
    (other_layout / "all.zip").write_bytes(b"")
    before = sorted(other_layout.rglob("*.ipynb"))
    told = " ".join(run("vaekit", *words, cwd=other_layout, status=status, PYTHONPATH=toys_path).split())
    assert "directory_structure to '{student_id}/{assignment_id}/{nbgrader_step}'" in told
    assert "remove c.CourseDirectory.directory_structure" in told
    assert sorted(other_layout.rglob("*.ipynb")) == before


def test_grades_of_a_course_that_are_not_recorded_end_with_status_1(other_root, toy_kit, tmp_path):
    course, _ = other_root
    words = ("vaekit", "grade", str(course / "submitted"))
    told = run(*words, cwd=tmp_path, status=Status.ATTENTION, PYTHONPATH=str(toy_kit))
    assert f"say --course {course}" in " ".join(told.split())
    run(*words, "--no-gradebook", cwd=tmp_path, PYTHONPATH=str(toy_kit))
    run(*words, "--course", str(course), cwd=tmp_path, PYTHONPATH=str(toy_kit))
    run("vaekit", "status", cwd=course, PYTHONPATH=str(toy_kit))


def test_the_folder_of_hand_ins_is_the_one_that_the_configuration_names(tmp_path):
    course, deeper = tmp_path / "course", tmp_path / "course" / "docs"
    deeper.mkdir(parents=True)
    config = 'c = get_config()\nc.CourseDirectory.submitted_directory = "abgaben"\n'
    (course / "nbgrader_config.py").write_text(config)
    (course / "abgaben").mkdir()
    with contextlib.chdir(course):
        assert submitted_folder(Path()) == Path("abgaben")
    with contextlib.chdir(deeper):
        assert submitted_folder(Path()) == course / "abgaben"
