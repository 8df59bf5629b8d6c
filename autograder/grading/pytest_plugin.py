"""The pytest plugin of the kit: `pytest CHECKS --vaekit-notebook=PATH` runs hidden checks on one notebook.

Every pytest run of the environment loads this module, so it imports nothing large: what asks a notebook stands in
`pytest_session`, and is imported where the option is given.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.grading.checks.task_mark import TASK_MARK
from autograder.records.errors import KitError
from autograder.records.guarantees import Guarantee
from autograder.records.settings import Kind


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("vaekit", "hidden checks of an assignment")
    group.addoption("--vaekit-notebook", metavar="PATH", help="run hidden checks on this notebook")
    group.addoption(
        "--vaekit-sandbox",
        choices=[kind.value for kind in Kind],
        help="what the notebook's code runs in, as for `vaekit grade`",
    )
    group.addoption(
        "--vaekit-without",
        action="append",
        default=[],
        choices=[guarantee.value for guarantee in Guarantee],
        help="accept that the sandbox does not give this guarantee, once for each, as `vaekit grade --without`",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Stop before pytest takes settings from the hand-in, or collects what lies in it: both run what a student wrote."""
    notebook = early_config.known_args_namespace.vaekit_notebook
    if notebook is None:
        return
    from autograder.grading.checks.pytest_session import expect_nothing_of_a_student

    settings, here = early_config.inipath, early_config.invocation_params.dir
    named = [here / str(name).split("::")[0] for name in early_config.known_args_namespace.file_or_dir]
    expect_nothing_of_a_student(notebook, settings, named or [here])


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", TASK_MARK)
    notebook = config.getoption("vaekit_notebook", default=None)
    if notebook is None:
        return
    from autograder.grading.checks.pytest_session import ask_notebook

    sandbox, without = config.getoption("vaekit_sandbox"), config.getoption("vaekit_without")
    try:
        ask_notebook(config, Path(notebook), Kind(sandbox) if sandbox else None, [*map(Guarantee, without)])
    except KitError as error:
        raise pytest.UsageError(str(error)) from error
