"""What an assignment is to the engine: tasks with points, the names they define, where they lie; and which there are."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.authoring import find_assignments
from autograder.authoring.installed import is_installed
from autograder.authoring.misconceptions import Misconceptions, read_misconceptions
from autograder.authoring.student import MakeStudent
from autograder.records.doctor_findings import Finding
from autograder.records.errors import KitError
from autograder.records.exhibit import Exhibit

_KIT = Path(__file__).resolve().parent.parent
_HELPERS = _KIT / "sandbox" / "inside"  # the engine's modules that questions may import
_CLONE = _KIT.parent  # the clone; a wheel carries the sources in its package


@dataclass(frozen=True, slots=True)
class Task:
    """One machine-graded task.

    `defines` are the names that the student writes in the solution cell; `needs` the earlier tasks whose
    names are replaced by reference parts while this one is graded, so that one mistake costs once. What the failed
    checks of each of these spoil, as the checks' marks say, stands in the student's `spoilt`.
    """

    id: str
    points: float
    check_cell: str
    solution_cell: str | None = None
    defines: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    heading: str = ""  # of the notebook's section, where a student reads again


@dataclass(frozen=True, slots=True)
class Manual:
    """A cell that a person marks."""

    cell: str
    points: float


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file of arrays beside the notebook, which the checks measure.

    An output of the notebook may carry a copy of it, in base64, under `mime`. `own` are the beginnings of the
    names of arrays that differ in any two runs.
    """

    name: str
    mime: str | None = None
    own: tuple[str, ...] = ()
    limit_mib: int = 12


@dataclass(frozen=True, eq=False)  # one object an assignment: hashed by identity
class Assignment:
    """An assignment: its tasks, and the parts that the engine plugs together.

    `given` are the read-only code cells that a grading runs, always in the kit's own version; `preload` the
    modules that a worker imports before it sees any student code, and `install` what pip is told where they are missing;
    `make_student(ask, handin, seed)` builds what the checks get as their `student` fixture; `misconceptions` are those
    that the checks may name; `exhibits(handin)` gives what is shown above each text that a person marks, and runs in a
    child of the process that has called `prepare_exhibits(handin)`; `examine_machine()` gives what the doctor tells of
    the assignment's own data on this machine, and `data_files()` those of its files that grading elsewhere needs, by the
    environment variable that names each. `question_helpers` are modules of the engine for the sandbox, which
    `questions.py` imports by their bare name.
    """

    name: str
    tasks: tuple[Task, ...]
    manual: tuple[Manual, ...]
    given: tuple[str, ...]
    preload: tuple[str, ...]
    package: str
    make_student: MakeStudent
    misconceptions: Misconceptions = field(default_factory=dict)
    install: str = ""
    question_helpers: tuple[str, ...] = ()
    exhibits: Callable[..., Mapping[str, list[Exhibit]]] | None = None
    prepare_exhibits: Callable[..., None] | None = None
    examine_machine: Callable[[], Iterable[Finding]] | None = None
    data_files: Callable[[], Mapping[str, Path]] | None = None
    evidence: EvidenceFile | None = None

    def __reduce__(self) -> tuple[Callable[[str], Assignment], tuple[str]]:
        """Another process is told the name, and has its own: functions need not travel, caches hold there."""
        return _named, (self.name,)

    def task(self, task_id: str) -> Task:
        found = next((task for task in self.tasks if task.id == task_id), None)
        if found is None:
            known = ", ".join(task.id for task in self.tasks)
            raise KitError(f"{self.name} has no task `{task_id}`: it declares {known}.")
        return found

    def explain(self, slug: str) -> str | None:
        """A misconception's text for the student; None where the catalogue does not hold it."""
        found = self.misconceptions.get(slug)
        return str(found) if found is not None else None

    @property
    def lacking(self) -> str | None:
        """What of `preload` this environment lacks, and the command that installs it, in a sentence; None if nothing."""
        packages = dict.fromkeys(module.partition(".")[0] for module in self.preload)
        missing = [name for name in packages if not is_installed(name)]
        if not missing:
            return None
        command = f"{sys.executable} -m pip install '{self.install or ' '.join(missing)}'"
        return f"The assignment {self.name} needs {' and '.join(missing)}, not installed here: {command}"

    def expect_installed(self) -> None:
        """Raise KitError where the environment lacks what the assignment runs on."""
        if self.lacking is not None:
            raise KitError(self.lacking)

    @property
    def max_score(self) -> float:
        return sum(task.points for task in self.tasks)

    @property
    def manual_max(self) -> float:
        return sum(cell.points for cell in self.manual)

    @property
    def folder(self) -> Path:
        module: ModuleType = importlib.import_module(self.package)
        return Path(str(module.__file__)).parent

    @property
    def checks_folder(self) -> Path:
        return self.folder / "checks"

    @property
    def questions_source(self) -> str:
        """The text of what asks the student's code in the sandbox."""
        return (self.folder / "questions.py").read_text(encoding="utf-8")

    @property
    def helper_sources(self) -> dict[str, str]:
        """The texts of the engine's modules that the questions import, by their bare name."""
        return {name: (_HELPERS / f"{name}.py").read_text(encoding="utf-8") for name in self.question_helpers}

    @property
    def source_notebook(self) -> Path:
        """The instructor's notebook: it holds the given cells and, in its solution regions, the reference."""
        return course_folder(self.folder, self.name) / f"{self.name}.ipynb"


def misconceptions_beside(declaration: str, tasks: Iterable[Task]) -> Misconceptions:
    """The misconceptions in `misconceptions.toml` beside the file that declares an assignment (its `__file__`)."""
    return read_misconceptions(Path(declaration).parent, {task.id: task.heading for task in tasks})


def course_folder(folder: Path, name: str) -> Path:
    """Where the sources of an assignment lie: beside its package, which a wheel has, or in the clone or the course."""
    for place in (folder / "course", folder.parent.parent / "source" / name, _CLONE / "source" / name):
        if (place / f"{name}.ipynb").is_file():
            return place
    own = (
        folder.parent.name == find_assignments.FOLDER and folder.parent.parent == find_assignments.course_in_use()
    )
    remedy = f"it belongs in {folder.parent.parent / 'source' / name}" if own else "reinstall what brings it"
    raise KitError(f"The source notebook {name}.ipynb of assignment {name} is missing: {remedy}.")


def find_assignment(name: str) -> Assignment:
    """The assignment of that name; raises KitError where there is none."""
    found = assignments().get(name)
    if found is None:
        known = f"There is no assignment {name}: there are {', '.join(sorted(assignments()))}."
        raise KitError(unusable_assignments().get(name, known))
    return found


def assignments() -> Mapping[str, Assignment]:
    """Every assignment by its name: those of installed packages, the kit's first, and the course's own."""
    return _registered()[0]


def unusable_assignments() -> Mapping[str, str]:
    """Why an assignment can't be used, by its name."""
    return _registered()[1]


def use_course(root: Path) -> None:
    """Know the assignments in the course's own folder too, here and in processes that are started from here.

    That folder is Python code, which is run: `root` must be the instructor's, as
    `autograder.course.configuration.find_course` finds it.
    """
    if find_assignments.note_course(root):
        _registered.cache_clear()


@cache
def _registered() -> tuple[Mapping[str, Assignment], Mapping[str, str]]:
    found: dict[str, Assignment] = {}
    problems: dict[str, str] = {}
    for name, where, one in find_assignments.loaded_assignments():
        problem = _problem(name, one, found)
        if problem is None:
            found[name] = one
        else:
            problems[name] = f"The assignment {name} ({where}) can't be used: {problem}."
    return found, problems


def _problem(name: str, one: Any, known: Mapping[str, Assignment]) -> str | None:
    """Why something that was found can't be taken for the assignment of that name, or None."""
    if name in known:
        return "there is another of this name; rename one of them"
    if isinstance(one, BaseException):
        return find_assignments.sentence(one)
    if not isinstance(one, Assignment):
        return f"it is no Assignment, but of type {type(one).__name__}"
    if one.name != name:
        return f"its declaration calls it {one.name}; give both the same name"
    if not _NAME.fullmatch(name):
        return "its name may have letters, digits and - only"
    if not hasattr(importlib.import_module(one.package), "__path__"):
        return f"`package` names the module {one.package}; it must be a package, a folder of its own"
    return None


_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


def _named(name: str) -> Assignment:
    return find_assignment(name)
