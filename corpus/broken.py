"""Broken hand-ins: how each is made from an honest one, and what comes of it alone and in a course."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from autograder.authoring.assignment import Assignment
from autograder.course.setup.new_course import run_nbgrader
from autograder.grading.settings import Settings
from autograder.handin.find_submissions import find_submissions
from autograder.records.json_text import values_of
from autograder.records.results import SubmissionResult

from .entries import EVIDENCE, ROOT, corpus_folder
from .grading import grade_warm

BROKEN = corpus_folder("broken")
NAME = BROKEN.parent.name


@dataclass(frozen=True)
class Broken:
    """A damaged hand-in: how it is made, the score it should get (None: it needs attention), what people read."""

    path: Path
    sentence: str
    score: float | None
    says: str

    def make(self, folder: Path, notebook: dict[str, Any]) -> None:
        """Damage the hand-in that lies in `folder`."""
        if str(self.path.parent) not in sys.path:
            sys.path.insert(0, str(self.path.parent))  # for their helpers
        spec = spec_from_file_location(f"broken_{self.path.stem}", self.path)
        assert spec is not None
        assert spec.loader is not None
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        module.make(folder, notebook)


def broken() -> list[Broken]:
    files = sorted(BROKEN.glob("*.py"))
    return [_read_broken(path) for path in files if path.name != "broken_helpers.py"]


def _read_broken(path: Path) -> Broken:
    header = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    fields = dict(re.findall(r"^(\w+): *(.*)$", header, re.MULTILINE))
    graded = re.match(r"graded ([\d.]+)", fields["Outcome"])
    says = "" if fields.get("Says", "-") == "-" else fields["Says"]
    return Broken(path, header.splitlines()[0], float(graded[1]) if graded else None, says)


@dataclass(frozen=True)
class Mended:
    """A broken hand-in and what came of it."""

    case: Broken
    result: SubmissionResult

    @property
    def faults(self) -> Iterator[str]:
        score, reason = self.result.score, self.result.reason or ""
        if score != self.case.score:
            yield f"{'no grade' if score is None else f'{score:g}'}: {reason or 'graded'}"
        if self.case.says.lower() not in json.dumps(values_of(self.result), ensure_ascii=False).lower():
            yield f"does not say “{self.case.says}”"


def mend(case: Broken, assignment: Assignment, settings: Settings) -> Mended:
    """Grade one broken hand-in, made from an honest one, in a worker that others are graded in as well."""
    with tempfile.TemporaryDirectory(prefix="vaekit-broken-") as scratch:
        submitted = Path(scratch) / "submitted"
        hand_in_broken(case, submitted / "student", assignment)
        (submission,) = find_submissions(submitted)
        return Mended(case, grade_warm(submission, settings))


def hand_in_broken(case: Broken, student: Path, assignment: Assignment) -> None:
    """Put the case into a student's folder."""
    folder = student / NAME
    folder.mkdir(parents=True)
    notebook = json.loads(assignment.source_notebook.read_text(encoding="utf-8"))
    (folder / f"{NAME}.ipynb").write_text(json.dumps(notebook, indent=1), encoding="utf-8")
    shutil.copyfile(EVIDENCE, folder / "evidence.npz")
    case.make(folder, notebook)


# --- broken hand-ins in a course ----------------------------------------------------------------------------------

COMMANDS = {
    "vaekit grade": ["-m", "autograder", "grade", "submitted"],
    "nbgrader autograde": ["-m", "nbgrader", "autograde", NAME],
}


@dataclass(frozen=True)
class Recorded:
    """What the gradebook of one course holds of a broken hand-in behind a command; None: no grade."""

    case: Broken
    command: str
    points: float | None
    in_sight: bool  # whether the command looks for a notebook of that name

    @property
    def faults(self) -> Iterator[str]:
        """A grade that is wrong or comes from nowhere, and one that a command of the kit's loses.

        In one course all cases have the same evidence: where it counts, that costs the point for a run of one's own.
        """
        wanted = self.case.score
        if self.points is not None and (wanted is None or self.points not in (wanted, wanted - 1)):
            yield f"{self.command} records {self.points:g}"
        if self.points is None and wanted is not None and self.in_sight:
            yield f"{self.command} records nothing"


def record(cases: Sequence[Broken], assignment: Assignment) -> Iterator[Recorded]:
    """All the cases handed in to one course, as each command of `COMMANDS` records them in a new gradebook."""
    with tempfile.TemporaryDirectory(prefix="vaekit-course-") as scratch:
        course = Path(scratch)
        shutil.copytree(ROOT / "source", course / "source")
        config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
        (course / "nbgrader_config.py").write_text(
            config.replace("str(root))", f"{str(ROOT)!r})"), encoding="utf-8"
        )
        for case in cases:
            hand_in_broken(case, course / "submitted" / case.path.stem, assignment)
        for command, arguments in COMMANDS.items():
            points = _recorded_by(arguments, course, assignment)
            for case in cases:
                student = case.path.stem
                named = course / "submitted" / student / NAME / f"{NAME}.ipynb"
                yield Recorded(case, command, points.get(student), command == "vaekit grade" or named.is_file())


def _recorded_by(arguments: Sequence[str], course: Path, assignment: Assignment) -> dict[str, float]:
    """The points in a gradebook that is made anew, by student."""
    (course / "gradebook.db").unlink(missing_ok=True)
    shutil.rmtree(course / "autograded", ignore_errors=True)
    run_nbgrader(ROOT, "generate_assignment", NAME, "--force", f"--course-dir={course}")
    log = (course / "log.txt").open("w")
    with log:  # its status says only that some need attention
        subprocess.run([sys.executable, *arguments], cwd=course, stdout=log, stderr=log, check=False)
    cells = {task.check_cell for task in assignment.tasks}
    found = {}
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        for submission in gradebook.assignment_submissions(NAME):
            grades = [grade.auto_score for grade in submission.notebooks[0].grades if grade.name in cells]
            if None not in grades:
                found[submission.student.id] = float(sum(grades))
    return found
