"""PrairieLearn's external grader: a question, shared files of the course, and the image that grading runs in.

https://docs.prairielearn.com/externalGrading/
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from html import escape
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
from autograder.records.outcomes import Outcome
from autograder.records.results import SubmissionResult

_RUN = "run.sh"
_SHARED = "serverFilesCourse/vaekit"  # in the course; the container has it below /grade
_IMAGE_FOLDER = "vaekit-image"
_LONGEST_S = 600  # that PrairieLearn allows a job
_START_S = 60  # that a job takes beside the grading itself: the start of Python and of TensorFlow
_NAMES = uuid.UUID("b7c0e3a4-4c39-4b1c-9a50-0a3c3d1a7f61")  # of the questions that this kit makes


@dataclass(frozen=True)
class PrairieLearnAutograder(AutograderPlatform):
    """PrairieLearn. The entry point is started in the image, without a network, with the hand-in in /grade/student."""

    image: str = ""  # the name under which the instructor publishes the image

    key = "prairielearn"
    name = "PrairieLearn"
    submission = Path("/grade/student")
    results = Path("/grade/results/results.json")

    def package(self, assignment: Assignment, settings: PackageSettings) -> Package:
        question, needed = f"questions/{assignment.name}", requirements(assignment)
        image = {
            "Dockerfile": template("prairielearn/Dockerfile").replace(b"@PYTHON@", python_version().encode()),
            "requirements.txt": needed.direct.encode(),
            "constraints.txt": needed.versions.encode(),
        }
        files = {
            f"{question}/info.json": self._question(assignment, settings).encode(),
            f"{question}/question.html": _page(assignment).encode(),
            **below(f"{question}/tests", settings_files(assignment, settings)),
            f"{_SHARED}/{_RUN}": template(f"prairielearn/{_RUN}"),
            **below(f"{_SHARED}/kit", kit_files(assignment)),
            **below(_IMAGE_FOLDER, image),
        }
        return Package(files, frozenset({f"{_SHARED}/{_RUN}"}))

    def _question(self, assignment: Assignment, settings: PackageSettings) -> str:
        options = {
            "enabled": True,
            "image": self.image,
            "serverFilesCourse": ["vaekit/"],
            "entrypoint": f"/grade/{_SHARED}/{_RUN}",
            "timeout": min(_LONGEST_S, round(settings.timeout_s) + _START_S),
        }
        info = {
            "uuid": str(uuid.uuid5(_NAMES, assignment.name)),
            "title": assignment.name,
            "topic": assignment.name,
            "tags": [],
            "type": "v3",
            "singleVariant": True,
            "gradingMethod": "External",
            "externalGradingOptions": options,
        }
        return json.dumps(info, indent=2) + "\n"

    def record(self, result: SubmissionResult, assignment: Assignment) -> dict[str, Any]:
        tests = [
            {
                "name": f"{task.id}: {check.sentence}",
                "points": check.earned,
                "max_points": check.points,
                "message": "" if check.outcome is Outcome.PASSED else shown(message),
            }
            for task in result.tasks
            for check, message in task.shown()
        ]
        return {
            "gradable": True,
            "score": (result.score or 0.0) / result.max_score,
            "message": sentences(result, assignment),
            "tests": tests,
        }

    def record_without_grade(self, reason: str) -> dict[str, Any]:
        return {"gradable": False, "format_errors": [shown(reason)]}


def _page(assignment: Assignment) -> str:
    """Return the page of the question: a place for the notebook, and the results."""
    notebook = escape(f"{assignment.name}.ipynb")
    optional = (
        f' optional-file-names="{escape(assignment.evidence.name)}"' if assignment.evidence is not None else ""
    )
    return f"""<pl-question-panel>
  <p>Hand in your notebook <code>{notebook}</code>.</p>
  <pl-file-upload file-names="{notebook}"{optional}></pl-file-upload>
</pl-question-panel>
<pl-submission-panel>
  <pl-external-grader-results></pl-external-grader-results>
</pl-submission-panel>
"""
