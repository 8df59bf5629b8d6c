"""Nothing of the process or of nbgrader changes by an import or a constructor; each patch of nbgrader is needed still."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import warnings
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import nbformat
import pytest

from autograder.course.nbgrader_patches import PATCHES, Patch

# What a process is like: its environment, working directory, import path, loggers, and all that nbgrader's modules and
# classes hold. Libraries are imported first: what they change is theirs.
STATE = """
import importlib, logging, os, sys

def state():
    loggers = {name: (one.level, one.propagate, one.disabled, tuple(one.handlers), tuple(one.filters))
               for name, one in logging.root.manager.loggerDict.items() if isinstance(one, logging.Logger)
               and not name.startswith("autograder")}
    found = {"environment": dict(os.environ), "folder": os.getcwd(), "path": list(sys.path), "loggers": loggers,
             "root logger": (logging.root.level, tuple(logging.root.handlers))}
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ("nbgrader", "nbconvert", "nbformat"):
            for key, value in list(vars(module).items()):
                found[name, key] = id(value)
                if isinstance(value, type) and value.__module__ == name:
                    found.update({(name, key, one): id(held) for one, held in vars(value).items()
                                  if not one.startswith(("__", "_abc_"))})
    return found

def expect_unchanged(before, what):
    now = state()
    changed = [name for name in before if now.get(name) != before[name]]
    assert not changed, (what, changed)
"""
MODULES = """
import pkgutil, autograder
modules = [one.name for one in pkgutil.walk_packages(autograder.__path__, "autograder.", onerror=lambda name: None)
           if ".questions" not in one.name and ".inside" not in one.name and not one.name.endswith("__main__")]
"""


def python(code: str, cwd: Path | None = None) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_no_import_changes_the_process_or_nbgrader():
    code = MODULES + "import sys\nfor name in modules: __import__(name)\n"
    code += "print(*(name for name in sys.modules if name.partition('.')[0] != 'autograder'))"
    libraries = python(code).split()
    code = (
        STATE
        + f"for name in {libraries!r}:\n    try: importlib.import_module(name)\n    except ImportError: pass\n"
    )
    code += MODULES + "assert len(modules) > 100\nfor name in modules:\n    before = state()\n"
    code += "    importlib.import_module(name)\n    expect_unchanged(before, name)\n"
    python(code)


def test_no_constructor_changes_the_process_or_nbgrader(tmp_path):
    """Those of a course and of a recorder; what nbgrader creates by a course's configuration applies the patches."""
    code = STATE + (
        "from pathlib import Path\n"
        "from nbgrader.apps.baseapp import NbGrader\n"
        "from autograder.course.configuration.course_root import CourseRoot\n"
        "from autograder.course.gradebook.recording.record_results import Course\n"
        "from autograder.grading.settings import Settings\n"
        "app = NbGrader(); app.initialize([], root='.')\n"
        "before = state()\n"
        "CourseRoot(Path.cwd(), app)\n"
        "Course(CourseRoot(Path.cwd(), app), Settings())\n"
        "expect_unchanged(before, 'constructors')\n"
        "CourseRoot.open(Path.cwd())\n"
        "assert state() != before, 'this test would not see a change'\n"
        "now = state()\n"
        "CourseRoot.open(Path.cwd())\n"
        "assert [os.environ, os.getcwd(), sys.path] == [now['environment'], now['folder'], now['path']]\n"
    )
    python(code, tmp_path)


@pytest.fixture(params=PATCHES, ids=lambda patch: patch.name)
def patch(request):
    return request.param


def test_each_patch_says_why_and_for_which_versions(patch):
    assert patch.reason.endswith(".")
    assert version("nbgrader") in patch.versions, "look whether this nbgrader needs the patch, and add the version"


def named(name: str) -> Patch:
    return next(patch for patch in PATCHES if patch.name == name)


@pytest.fixture(params=["stock", "patched"])
def patched(request, monkeypatch):
    """Uses nbgrader without and with one patch; tells which."""

    def use(name: str) -> bool:
        patch = named(name)
        monkeypatch.setattr(
            patch.owner, name, getattr(patch, "stock" if request.param == "stock" else "replacement")
        )
        return request.param == "patched"

    return use


def test_nbgrader_follows_a_link_when_it_copies(patched, tmp_path):
    from nbgrader.converters import Autograde, BaseConverter
    from nbgrader.coursedir import CourseDirectory

    is_patched = patched("init_assignment")
    handin = tmp_path / "submitted" / "ada" / "toy"
    handin.mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("the instructor's")
    (handin / "link.txt").symlink_to(tmp_path / "secret.txt")
    (handin / "plain.txt").write_text("the student's")
    converter = Autograde(coursedir=CourseDirectory(root=str(tmp_path)))
    BaseConverter.init_assignment(converter, "toy", "ada")
    copied = {path.name for path in (tmp_path / "autograded" / "ada" / "toy").iterdir()}
    assert copied == ({"plain.txt"} if is_patched else {"plain.txt", "link.txt"})


def test_nbgrader_reads_a_time_behind_a_link_and_stops_at_one_that_is_none(patched, tmp_path):
    from nbgrader.coursedir import CourseDirectory

    is_patched = patched("get_existing_timestamp")
    course = CourseDirectory(root=str(tmp_path))
    (tmp_path / "secret.txt").write_text("2026-01-31 12:00:00 UTC")
    (tmp_path / "timestamp.txt").symlink_to(tmp_path / "secret.txt")
    assert (course.get_existing_timestamp(str(tmp_path)) is None) is is_patched
    (tmp_path / "timestamp.txt").unlink()
    (tmp_path / "timestamp.txt").write_text("noon")
    if is_patched:
        assert course.get_existing_timestamp(str(tmp_path)) is None
    else:
        with pytest.raises((Exception, SystemExit)):
            course.get_existing_timestamp(str(tmp_path))


def test_nbgrader_makes_an_engine_for_each_opening_of_a_gradebook(patched, tmp_path):
    import nbgrader.api

    is_patched = patched("create_engine")
    url = f"sqlite:///{tmp_path}/gradebook.db"
    first, second = (nbgrader.api.create_engine(url, echo=False, future=True) for _ in range(2))
    assert (first is second) is is_patched


def test_nbgrader_checks_its_schema_at_each_cell(patched, monkeypatch):
    from jsonschema.validators import validator_for
    from nbgrader.nbgraderformat import MetadataValidator

    is_patched = patched("jsonschema")
    validator = MetadataValidator()
    kind, checked = validator_for(validator.schema), []
    stock = kind.check_schema
    monkeypatch.setattr(kind, "check_schema", lambda schema, **kw: (checked.append(1), stock(schema, **kw)))
    marks = {
        "grade": False,
        "solution": True,
        "task": False,
        "locked": False,
        "schema_version": 3,
        "grade_id": "a",
    }
    marks["cell_type"] = "code"
    cell = nbformat.v4.new_code_cell("x = 1", metadata={"nbgrader": nbformat.from_dict(marks)})
    for _ in range(5):
        validator.validate_cell(cell)
    assert len(checked) <= 1 if is_patched else len(checked) == 5


def test_nbgrader_checks_the_same_metadata_again(patched, monkeypatch):
    from jsonschema import ValidationError
    from jsonschema.validators import validator_for
    from nbgrader.nbgraderformat import MetadataValidator

    is_patched = patched("jsonschema")
    validator = MetadataValidator()
    kind, checked = validator_for(validator.schema), []
    stock = kind.iter_errors
    monkeypatch.setattr(kind, "iter_errors", lambda *words: (checked.append(1), stock(*words))[1])

    def is_checked_again(valid: bool, **marks: object) -> bool:
        flags = {"grade": False, "solution": True, "locked": False, "schema_version": 3}
        cell = nbformat.v4.new_code_cell(metadata={"nbgrader": nbformat.from_dict(flags | marks)})
        for _ in range(2):
            del checked[:]
            with contextlib.nullcontext() if valid else pytest.raises(ValidationError):
                validator.validate_cell(cell)
        return bool(checked)

    assert is_checked_again(True, grade_id="once") is not is_patched
    assert is_checked_again(False, grade_id="once", locked=0)  # which JSON tells from false
    assert is_checked_again(True, grade_id="once", points=1) is not is_patched
    assert is_checked_again(False, grade_id="once", points=True)
    assert is_checked_again(True, grade_id="long" * 1000)


def test_nbgrader_runs_alembic_by_its_name(patched, monkeypatch, tmp_path):
    import nbgrader.api

    is_patched = patched("get_alembic_version")
    monkeypatch.setenv("PATH", str(tmp_path))
    if is_patched:
        assert nbgrader.api.get_alembic_version()
    else:
        with pytest.raises(FileNotFoundError):
            nbgrader.api.get_alembic_version()


def test_alembics_version_is_the_one_that_nbgrader_writes(monkeypatch):
    patch = named("get_alembic_version")
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=":")
    assert patch.replacement() == patch.stock()


@contextlib.contextmanager
def statements() -> Iterator[list[str]]:
    """The SQL statements that are run meanwhile, by whatever engine."""
    from sqlalchemy import Engine, event

    found: list[str] = []

    def note(*arguments):
        found.append(arguments[2])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_nbgrader_asks_for_each_table_when_it_opens_its_gradebook(patched, tmp_path):
    from nbgrader.api import Gradebook

    is_patched = patched("create_all")
    url = f"sqlite:///{tmp_path}/gradebook.db"
    with Gradebook(url) as gradebook:
        gradebook.add_student("ada")  # the tables are made where there are none
    with statements() as found, Gradebook(url) as gradebook:
        assert [student.id for student in gradebook.students] == ["ada"]
    asked = [one for one in found if "table_info" in one]
    assert len(asked) == (0 if is_patched else 13)


def test_a_table_that_is_missing_is_made(tmp_path):
    from nbgrader.api import Base, Gradebook
    from sqlalchemy import create_engine, inspect

    url = f"sqlite:///{tmp_path}/gradebook.db"
    Gradebook(url).close()
    engine = create_engine(url)
    Base.metadata.tables["comment"].drop(engine)
    assert "comment" not in inspect(engine).get_table_names()
    named("create_all").replacement(bind=engine)
    assert "comment" in inspect(engine).get_table_names()


def test_nbgrader_reads_each_released_cell_by_itself(patched, tmp_path):
    from nbgrader.api import Gradebook, MissingEntry
    from nbgrader.preprocessors import overwritecells

    is_patched = patched("Gradebook")
    url = f"sqlite:///{tmp_path}/gradebook.db"
    with Gradebook(url) as gradebook:
        gradebook.add_assignment("toy")
        gradebook.add_notebook("toy", "toy")
        for number in range(8):
            kind = {"cell_type": "code", "source": f"x = {number}", "checksum": str(number)}
            gradebook.add_source_cell(f"cell-{number}", "toy", "toy", locked=number % 2 == 0, **kind)
    with overwritecells.Gradebook(url) as gradebook, statements() as found:
        sources = [gradebook.find_source_cell(f"cell-{number}", "toy", "toy") for number in range(8)]
        told = [(cell.source, cell.checksum, cell.locked) for cell in sources]
        assert told == [(f"x = {number}", str(number), number % 2 == 0) for number in range(8)]
        for names in (("cell-9", "toy", "toy"), ("cell-0", "other", "toy"), ("cell-0", "toy", "other")):
            with pytest.raises(MissingEntry):
                gradebook.find_source_cell(*names)
    of_cells = [one for one in found if "source_cell" in one]
    assert len(of_cells) == (1 if is_patched else 8 + 3)


def submitted_toy(url: str) -> None:
    """A gradebook in which ada has handed in eight checks and eight answers; the last check is a task's name as well."""
    from nbgrader.api import Gradebook

    with Gradebook(url) as gradebook, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nbgrader's own use of its database
        gradebook.add_assignment("toy")
        gradebook.add_notebook("toy", "toy")
        for number in range(8):
            gradebook.add_grade_cell(f"check-{number}", "toy", "toy", cell_type="code", max_score=number)
            gradebook.add_solution_cell(f"answer-{number}", "toy", "toy")
        for name in ("check-7", "answer-7", "task"):
            gradebook.add_task_cell(name, "toy", "toy", cell_type="markdown", max_score=20)
        gradebook.add_student("ada")
        gradebook.add_submission("toy", "ada")


GRADED = [*(f"check-{number}" for number in range(8)), "task"]
ANSWERED = [*(f"answer-{number}" for number in range(8)), "task"]
TOY = ("toy", "toy", "ada")


def test_nbgrader_reads_each_grade_and_comment_by_itself(patched, tmp_path):
    from nbgrader.api import MissingEntry
    from nbgrader.preprocessors import overwritecells

    is_patched = patched("Gradebook")
    url = f"sqlite:///{tmp_path}/gradebook.db"
    submitted_toy(url)
    with overwritecells.Gradebook(url) as gradebook, statements() as found:
        grades = [gradebook.find_grade(name, *TOY) for name in GRADED]
        assert [grade.max_score for grade in grades] == [*range(8), 20]
        assert [gradebook.find_graded_cell(name, "toy", "toy").max_score for name in GRADED] == [*range(8), 20]
        comments = [gradebook.find_comment(name, *TOY) for name in ANSWERED]
        assert [one.cell.type for one in comments] == ["SolutionCell"] * 8 + ["TaskCell"]
        for ask in (gradebook.find_grade, gradebook.find_comment):
            for place in (("other", *TOY), ("task", "other", "toy", "ada"), ("task", "toy", "toy", "bob")):
                with pytest.raises(MissingEntry):
                    ask(*place)
    assert len(found) < 25 if is_patched else len(found) > 40


def test_nbgrader_commits_each_grade_by_itself(patched, tmp_path):
    """Where its preprocessor fails half way, it leaves half of the grades in the gradebook."""
    from nbgrader.api import Gradebook, MissingEntry
    from nbgrader.preprocessors import overwritecells

    is_patched = patched("Gradebook")
    url = f"sqlite:///{tmp_path}/gradebook.db"
    submitted_toy(url)

    def save(names: list[str]) -> None:
        with overwritecells.Gradebook(url) as gradebook:
            for name in names:
                gradebook.find_grade(name, *TOY).auto_score = 1
                gradebook.db.commit()

    def saved() -> set[str]:
        with Gradebook(url) as gradebook:
            grades = gradebook.find_submission_notebook(*TOY).grades
            return {grade.name for grade in grades if grade.auto_score is not None}

    with pytest.raises(MissingEntry):
        save(["check-0", "check-1", "none"])
    assert saved() == (set() if is_patched else {"check-0", "check-1"})
    save(["check-0", "check-2"])
    assert saved() >= {"check-0", "check-2"}


def test_the_preprocessors_of_nbgrader_use_that_gradebook():
    modules = {patch.owner.__name__.rpartition(".")[2] for patch in PATCHES if patch.name == "Gradebook"}
    assert modules == {"overwritecells", "saveautogrades", "getgrades"}


def test_nbgrader_looks_at_its_tables_whenever_it_opens_its_gradebook(monkeypatch, tmp_path):
    from nbgrader.api import Gradebook

    from autograder.course.nbgrader_patches import gradebook_kept_open

    url = f"sqlite:///{tmp_path}/gradebook.db"
    submitted_toy(url)

    def statements_of_openings() -> int:
        with gradebook_kept_open(), statements() as found:
            for _ in range(5):
                with Gradebook(url) as gradebook, gradebook_kept_open(), Gradebook(url) as other:
                    assert gradebook.find_student("ada").id == other.find_student("ada").id == "ada"
        return len(found)

    patches = [named(name) for name in ("__init__", "close", "create_engine", "create_all")]
    for patch in patches:
        monkeypatch.setattr(patch.owner, patch.name, patch.stock)
    stock = statements_of_openings()
    for patch in patches:
        monkeypatch.setattr(patch.owner, patch.name, patch.replacement)
    assert statements_of_openings() == 2 * 5 + 3 < stock  # the tables twice, and the course


def test_a_gradebook_that_is_kept_open_shows_what_others_write_and_holds_nothing(monkeypatch, tmp_path):
    import sqlite3

    from nbgrader.api import Gradebook

    from autograder.course.nbgrader_patches import gradebook_kept_open

    place = tmp_path / "gradebook.db"
    url = f"sqlite:///{place}"
    submitted_toy(url)
    for name in ("__init__", "close", "create_engine"):
        monkeypatch.setattr(named(name).owner, name, named(name).replacement)
    with gradebook_kept_open():
        with Gradebook(url) as gradebook:
            assert len(gradebook.students) == 1
            gradebook.db.add(type(gradebook.students[0])(id="never"))  # and no commit
            gradebook.db.flush()
        with contextlib.closing(sqlite3.connect(place, timeout=0, isolation_level=None)) as other:
            other.execute("INSERT INTO student (id) VALUES ('bob')")
        with Gradebook(url) as gradebook:
            assert {student.id for student in gradebook.students} == {"ada", "bob"}
    place.rename(tmp_path / "away.db")
    submitted_toy(url)
    with gradebook_kept_open(), Gradebook(url) as gradebook:  # the one that lies there now
        assert {student.id for student in gradebook.students} == {"ada"}


def test_the_kit_reads_a_release_by_three_statements_however_many_cells_it_has(tmp_path):
    from nbgrader.api import Gradebook

    from autograder.course.gradebook.cells.declared_points import DeclaredCell, in_gradebook
    from corpus.entries import example_assignment

    name = example_assignment().name
    place = (name, name)
    with Gradebook(f"sqlite:///{tmp_path}/gradebook.db") as gradebook:
        gradebook.add_assignment(name)
        gradebook.add_notebook(*place)
        for number in range(6):
            gradebook.add_grade_cell(f"check-{number}", *place, cell_type="code", max_score=number)
        gradebook.add_grade_cell("text", *place, cell_type="markdown", max_score=7)
        gradebook.add_solution_cell("text", *place)
        gradebook.add_task_cell("task", *place, cell_type="markdown", max_score=8)
        gradebook.add_source_cell("text", *place, cell_type="markdown", source="What do you see?", locked=False)
        gradebook.add_source_cell("given", *place, cell_type="code", source="x = 1", locked=True)
    with Gradebook(f"sqlite:///{tmp_path}/gradebook.db") as gradebook, statements() as found:
        cells = in_gradebook(gradebook, example_assignment())
    flags = {"grade": False, "solution": False, "task": False, "locked": False}
    checks = {
        f"check-{k}": DeclaredCell(f"check-{k}", "code", "", **flags | {"grade": True}, points=k) for k in range(6)
    }
    text = flags | {"grade": True, "solution": True}
    assert cells == checks | {
        "text": DeclaredCell("text", "markdown", "What do you see?", **text, points=7),
        "task": DeclaredCell("task", "markdown", "", **flags | {"task": True}, points=8),
        "given": DeclaredCell("given", "code", "x = 1", **flags | {"locked": True}),
    }
    assert len(found) == 3
