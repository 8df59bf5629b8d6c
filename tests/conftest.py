"""What several tests need: notebooks made from the toy and the real assignment, and a way to grade them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from toy import QUICK, TOY, toy_cells, write

from autograder.grade import Settings, grade
from autograder.intake import Submission
from autograder.results import SubmissionResult
from autograder.sandbox import Kind, Limits, choose


@pytest.fixture(scope="session")
def sandbox_kind() -> Kind:
    return choose(Kind.AUTO)


@pytest.fixture
def grade_toy(tmp_path: Path, sandbox_kind: Kind) -> Callable[..., SubmissionResult]:
    """Grade a toy notebook made of the given cells, or of the given sources."""

    def run(*sources: str, cells: list[Any] | None = None, limits: Limits = QUICK) -> SubmissionResult:
        path = write(tmp_path / "ada" / "toy" / "toy.ipynb", cells or toy_cells(*sources))
        return grade(Submission(TOY, "ada", path.parent, path), Settings(sandbox_kind, limits))

    return run
