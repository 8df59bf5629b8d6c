"""What an assignment is to the engine: tasks with points, the names they define, and where its parts lie."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder import assignments as _assignments
from autograder.catalogue import Catalogue
from autograder.exhibits import Exhibit
from autograder.results import Finding, KitError

_COURSE = Path(__file__).resolve().parent.parent  # the clone; a wheel carries the sources in its package


@dataclass(frozen=True, slots=True)
class Task:
    """One machine-graded task.

    `defines` are the names that the student writes in the solution cell; `needs` the earlier tasks whose
    names are replaced by reference parts while this one is graded, so that one mistake costs once; what the failed
    checks of each spoil, as their marks say, stands in the student's `spoilt`.
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


@dataclass(frozen=True, eq=False)  # one object an assignment: hashed by identity
class Assignment:
    """An assignment: its tasks, and the parts that the engine plugs together.

    `given` are the read-only code cells that a grading runs, always in the kit's own version; `preload` the
    modules that a worker imports before it sees any student code; `make_student(ask, handin)` builds what
    the checks get as their `student` fixture; `misconceptions` are those that the checks may name; `exhibits(handin)`
    gives what is shown above each text that a person marks, `needs()` what is found on this machine of the assignment's
    own data. `question_helpers` are modules of the engine for the sandbox, which `questions.py` imports by their bare
    name.
    """

    name: str
    tasks: tuple[Task, ...]
    manual: tuple[Manual, ...]
    given: tuple[str, ...]
    preload: tuple[str, ...]
    package: str
    make_student: Callable[..., Any]
    misconceptions: Catalogue = field(default_factory=dict)
    question_helpers: tuple[str, ...] = ()
    exhibits: Callable[..., Mapping[str, list[Exhibit]]] | None = None
    needs: Callable[[], Iterable[Finding]] | None = None
    evidence_file: str | None = None
    evidence_mime: str | None = None  # of a copy, in base64, that an output of the notebook may carry
    evidence_own: tuple[str, ...] = ()  # how the names of those arrays begin that no two runs have in common
    evidence_mib: int = 12

    def __reduce__(self) -> tuple[Callable[[str], Assignment], tuple[str]]:
        """Another process is told the name, and has its own: functions need not travel, caches hold there."""
        return _named, (self.name,)

    def task(self, task_id: str) -> Task:
        return next(task for task in self.tasks if task.id == task_id)

    def explain(self, slug: str) -> str | None:
        """A misconception's text for the student; None where the catalogue does not hold it."""
        found = self.misconceptions.get(slug)
        return str(found) if found is not None else None

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
        here = Path(__file__).parent
        return {name: (here / f"{name}.py").read_text(encoding="utf-8") for name in self.question_helpers}

    @property
    def source_notebook(self) -> Path:
        """The instructor's notebook: it holds the given cells and, in its solution regions, the reference."""
        return course_folder(self.folder, self.name) / f"{self.name}.ipynb"


def course_folder(folder: Path, name: str) -> Path:
    """Where the sources of an assignment lie: beside its package, which a wheel has, or in the clone."""
    for place in (folder / "course", _COURSE / "source" / name):
        if (place / f"{name}.ipynb").is_file():
            return place
    raise KitError(f"The source notebook {name}.ipynb of assignment {name} is missing: reinstall the kit.")


def find_assignment(name: str) -> Assignment:
    """The assignment of that name; raises KitError where there is none."""
    found = assignments().get(name)
    if found is None:
        raise KitError(f"There is no assignment {name}: the kit has {', '.join(sorted(assignments()))}.")
    return found


@cache
def assignments() -> Mapping[str, Assignment]:
    """Every assignment that stands in a folder of its own under `autograder/assignments/`, by its name."""
    found = {}
    for module in pkgutil.iter_modules(_assignments.__path__, f"{_assignments.__name__}."):
        assignment: Assignment = importlib.import_module(module.name).ASSIGNMENT
        found[assignment.name] = assignment
    return found


def _named(name: str) -> Assignment:
    return assignments()[name]
