"""Gradescope's autograder: a zip file with `setup.sh` and `run_autograder`, and /autograder in its container.

https://gradescope-autograders.readthedocs.io/en/latest/specs/
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from autograder.authoring.assignment import Assignment
from autograder.platforms.autograders.autograder_platform import (
    AutograderPlatform,
    Package,
    sentences,
    shown,
    template,
)
from autograder.platforms.autograders.package_files import (
    below,
    kit_files,
    python_version,
    requirements,
    settings_files,
)
from autograder.platforms.autograders.package_settings import PackageSettings
from autograder.platforms.gradescope import FORMATS, tests_of_task
from autograder.records.results import SubmissionResult

_PROGRAMS = frozenset({"setup.sh", "run_autograder"})


class GradescopeAutograder(AutograderPlatform):
    """Gradescope. `run_autograder` is started in /autograder as root, with the hand-in in `submission/`."""

    key = "gradescope"
    name = "Gradescope"
    submission = Path("/autograder/submission")
    results = Path("/autograder/results/results.json")

    def package(self, assignment: Assignment, settings: PackageSettings) -> Package:
        needed = requirements(assignment)
        files = {
            **{name: template(f"gradescope/{name}") for name in _PROGRAMS},
            "requirements.txt": needed.direct.encode(),
            "constraints.txt": needed.versions.encode(),
            "python-version": f"{python_version()}\n".encode(),
            **settings_files(assignment, settings),
            **below("kit", kit_files(assignment)),
        }
        return Package(files, _PROGRAMS)

    def record(self, result: SubmissionResult, assignment: Assignment) -> dict[str, Any]:
        tests = [test for task in result.tasks for test in tests_of_task(task)]
        return {
            **FORMATS,
            "score": round(result.score or 0.0, 4),
            "execution_time": round(result.seconds),
            "output": sentences(result, assignment),
            "tests": [{**test, "output": shown(test["output"])} for test in tests] + _texts(assignment),
        }

    def record_without_grade(self, reason: str) -> dict[str, Any]:
        return {**FORMATS, "output": shown(reason), "tests": []}


def _texts(assignment: Assignment) -> list[dict[str, Any]]:
    """Return an entry without a score for each text: one of 0 points would be counted."""
    return [
        {
            "name": one.cell,
            "output": f"A person marks this text; it gives up to {one.points:g} points.",
            "visibility": "visible",
        }
        for one in assignment.manual
    ]
