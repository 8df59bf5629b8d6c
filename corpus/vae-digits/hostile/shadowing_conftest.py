"""conftest.py and pytest.ini beside the notebook: every test would pass, and plugins be loaded.

Attack: shadowing
Deserves: 80
Keeps: 80
"""

# %% file: conftest.py
import os, pathlib
try:
    pathlib.Path("@CANARY_DIR@/shadowed-conftest").write_text("imported by the grader")
except OSError:
    pass

import pytest
@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    report.outcome = "passed"
    return report
def pytest_collection_modifyitems(items):
    items.clear()


# %% file: pytest.ini
[pytest]
addopts = -p evilplugin --collect-only


# %% file: evilplugin.py
import os, pathlib
try:
    pathlib.Path("@CANARY_DIR@/shadowed-evilplugin").write_text("imported by the grader")
except OSError:
    pass


# %% file: tox.ini
[pytest]
addopts = --collect-only


# %% file: pyproject.toml
[tool.pytest.ini_options]
addopts = '-x --collect-only'
