"""Which course a Jupyter server serves: the one that its folder lies in, or the one that nbgrader is configured for."""

from __future__ import annotations

from pathlib import Path

from nbgrader.apps.baseapp import NbGrader

from autograder.course.configuration.locate import course_root, expect_course
from autograder.course.configuration.root import why_it_fails
from autograder.records.errors import KitError


def course_of_server(folder: Path) -> Path:
    """The course's root; raises KitError where there is none. A server in an instructor's home folder learns it from
    nbgrader's configuration, as formgrader does.
    """
    found = course_root(folder)
    if found is not None:
        return found
    app = NbGrader()
    try:
        app.initialize([])
    except (Exception, SystemExit) as error:  # whatever an instructor's own configuration raises
        raise KitError(f"nbgrader's configuration fails ({why_it_fails(error)}): mend it.") from error
    return expect_course(Path(app.coursedir.root))
