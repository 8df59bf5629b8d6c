"""Which course a Jupyter server serves: the one that its folder lies in, or the one that nbgrader is configured for."""

from __future__ import annotations

from pathlib import Path

from nbgrader.apps.baseapp import NbGrader

from autograder.course.configuration.course_root import configuration_fails
from autograder.course.configuration.find_course import course_root, expect_course


def course_of_server(folder: Path) -> Path:
    """The course's root; raises KitError where there is none. A server in an instructor's home folder learns it from
    nbgrader's configuration, as formgrader does.
    """
    found = course_root(folder)
    if found is not None:
        return found
    app = NbGrader()
    app.raise_config_file_errors = True  # nbgrader would go on without the file, and serve another course
    try:
        app.initialize([])
    except (Exception, SystemExit) as error:  # whatever an instructor's own configuration raises
        raise configuration_fails(_places(app) or "nbgrader's folders", error) from error
    return expect_course(Path(app.coursedir.root))


def _places(app: NbGrader) -> str:
    """The folders that nbgrader has read a configuration in, or tried to."""
    folders = dict.fromkeys([*app.config_file_paths, app.coursedir.root])
    names = [f"{app.config_file_name}.{ending}" for ending in ("py", "json")]
    return " or ".join(folder for folder in folders if any(Path(folder, name).is_file() for name in names))
