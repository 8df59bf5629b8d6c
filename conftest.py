"""What the tests of the kit and those of its tools need: `--quick`, and the order in which files are begun."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

# The files whose tests take longest, the longest first. Processes that begin with these end at about the same time.
LONGEST = (
    "lab",
    "corpus",
    "crash",
    "init",
    "jupyterhub",
    "cluster",
    "marking_page",
    "roots",
    "jupyterlab",
    "security",
    "nbgrader",
    "browser",
    "guide",
    "evidence",
    "gradebook",
    "kept_settings",
    "watch",
    "environment",
    "marking_hub",
    "marks",
    "own_assignment",
    "guide_to_assignments",
    "sandbox",
    "package",
    "without_tensorflow",
    "postgres",
    "marking_store",
    "second_readers",
    "seed",
    "two_assignments",
    "terminal",
    "marks_command",
    "faults",
    "release",
    "export",
    "classreport",
    "room",
    "cli",
    "links",
    "marking_desk",
    "doctor",
    "grade",
    "desk",
    "training_desk",
    "marking_postgres",
    "intake",
    "mathml",
    "neighbours",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    words = (
        "only tests that start no sandbox worker, browser or server; one that starts a worker nevertheless fails"
    )
    parser.addoption("--quick", action="store_true", help=words)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: _place(item.path))
    if config.getoption("--quick"):
        starting = [item for item in items if "starts" in item.fixturenames]
        config.hook.pytest_deselected(items=starting)
        items[:] = [item for item in items if "starts" not in item.fixturenames]


def _place(path: Path) -> int:
    name = path.stem.removeprefix("test_")
    return LONGEST.index(name) if name in LONGEST else len(LONGEST)


@pytest.fixture(scope="session", autouse=True)
def no_sandbox_when_quick(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Programs that refuse, before the real ones on the path: a test that needs one of those must ask for `starts`."""
    if not request.config.getoption("--quick"):
        yield
        return
    folder = tmp_path_factory.mktemp("refusing")
    for name in ("bwrap", "podman", "docker"):
        program = folder / name
        program.write_text(
            "#!/bin/sh\necho 'pytest --quick: a test that needs me asks for the fixture `starts`' >&2\nexit 1\n"
        )
        program.chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(folder), prepend=os.pathsep)
        yield


@pytest.fixture(scope="session")
def starts() -> None:
    """Whatever starts a sandbox worker, a browser, a server or TensorFlow asks for this; `--quick` leaves it out."""
