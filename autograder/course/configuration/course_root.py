"""An nbgrader course root, with its own configuration."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from pathlib import Path

from nbgrader.api import Gradebook, InvalidEntry
from nbgrader.apps.baseapp import NbGrader
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import FileNameCollectorPlugin
from sqlalchemy.engine import URL, make_url

from autograder.course import nbgrader_patches
from autograder.course.configuration.nbgrader_options import dotted
from autograder.grading.graded_folder import graded_folder
from autograder.handin.files.plain import folder_of_handins, is_students
from autograder.records.errors import KitError
from autograder.records.text import printable, shortened


def sqlite_url(place: Path) -> str:
    """The SQLAlchemy URL of an SQLite file; special characters of its path are escaped."""
    return URL.create("sqlite", database=str(place)).render_as_string()


def opened(root: Path) -> CourseRoot:
    """The course in that root; raises KitError where the kit and nbgrader would use different folders or gradebooks."""
    course = CourseRoot.open(root)
    if course.root_conflict is not None:
        raise KitError(course.root_conflict)
    return course


def read_configuration(root: Path) -> NbGrader:
    """Set up this process for nbgrader, and read the configuration of a course root; raises KitError where that fails.

    nbgrader is patched, its loggers write nothing, as what fails there is reported in sentences of the kit's, and modules
    in the root can be imported.
    """
    nbgrader_patches.apply()
    app = NbGrader()
    app.log_level = logging.ERROR
    app.raise_config_file_errors = True  # nbgrader would go on without the file, and run students' code
    try:
        # else nbgrader also reads a configuration in the working directory
        with contextlib.chdir(root):
            app.initialize([], root=str(root))
            sys.path[:] = dict.fromkeys(
                sys.path
            )  # where nbgrader puts the root, for the course's own plugins, each time
    except (Exception, SystemExit) as error:  # whatever an instructor's own code raises
        raise configuration_fails(root, error) from error
    for log in (app.log, logging.getLogger("tornado.application")):  # nbgrader's database writes to the second
        log.handlers = [logging.NullHandler()]
    app.config.Exporter.optimistic_validation = True  # nbconvert validates once, not after each preprocessor
    return app


def configuration_fails(where: Path | str, error: BaseException) -> KitError:
    """What to raise for what a configuration raised; nbgrader ends the process for a setting of the wrong kind."""
    cause = error.__context__ or error if isinstance(error, SystemExit) else error
    reason = shortened(printable(f"{type(cause).__name__}: {cause}"), 300)
    return KitError(f"The configuration in {where} fails ({reason}): mend nbgrader_config.py there.")


class CourseRoot:
    """An nbgrader course root, with its own configuration, as nbgrader's application `app` has read it."""

    def __init__(self, root: Path, app: NbGrader) -> None:
        self.app, self.root = app, root
        self.folders = app.coursedir

    @classmethod
    def open(cls, root: Path) -> CourseRoot:
        """The course root in that folder; raises KitError where it is none, or its configuration can't be read."""
        if is_students(root):
            raise KitError(f"{root} can't be a course: what lies below {folder_of_handins(root)} is students'.")
        return cls(root, read_configuration(root))

    def place(self, step: str, assignment: str, student: str = ".") -> Path:
        """Where the files of an assignment lie at a step: "source", "release", "submitted", …"""
        directory = getattr(self.folders, f"{step}_directory")
        return Path(self.folders.format_path(directory, student, assignment))

    def handins(self, assignment: str) -> Path:
        """The folder that holds a folder for each student, with their hand-ins."""
        return self.place("submitted", assignment, "someone").parent.parent

    def handed_in(self, assignment: str = "*") -> Path:
        """Where to read hand-ins that were graded: that folder or, where there is none, the one that was graded last."""
        folder = self.handins(assignment)
        return folder if folder.is_dir() else graded_folder(self.root, assignment) or folder

    @property
    def root_conflict(self) -> str | None:
        """A sentence where the kit and nbgrader would use different folders or gradebooks; None where they agree.

        It says what to change in the configuration.
        """
        there = Path(self.folders.root)
        if there.resolve() == self.root.resolve():
            return self._gradebook_conflict or self._layout_conflict
        elsewhere = [name for name in self.app.loaded_config_files if Path(name).parent != self.root]
        told = f" ({' or '.join(elsewhere)} says so)" if elsewhere else ""
        line = f"c.CourseDirectory.root = {str(self.root)!r}"
        return (
            f"nbgrader takes {there} for the course's root, not {self.root}{told}: "
            f"add this line to {self.root / 'nbgrader_config.py'}: {line}"
        )

    @property
    def _gradebook_conflict(self) -> str | None:
        """A sentence where nbgrader's default URL of the gradebook points elsewhere: nbgrader does not quote the path."""
        place = self.root / "gradebook.db"
        if self.sets("CourseDirectory", "db_url") or make_url(self.folders.db_url).database == str(place):
            return None
        line = f"c.CourseDirectory.db_url = {sqlite_url(place)!r}"
        return (
            f"nbgrader would keep the gradebook outside of {self.root}, whose name it does not quote: "
            f"add this line to {self.root / 'nbgrader_config.py'}: {line}"
        )

    @property
    def _layout_conflict(self) -> str | None:
        """A sentence where the course's folders are nested in another order than the kit expects."""
        taken, known = self.folders.directory_structure, CourseDirectory.directory_structure.default_value
        if os.path.normpath(taken) == known:
            return None
        return (
            f"The configuration of {self.root} sets directory_structure to {printable(taken)!r}, and vaekit works with "
            f"{known!r} alone: remove c.CourseDirectory.directory_structure, and move the course's folders to that order"
        )

    def places_of_handins(self) -> list[Path]:
        """The folders that hold students' files, by the names that the course gives them."""
        anyone = "\0"  # no path contains it
        steps = (self.place(step, anyone, anyone) for step in ("submitted", "autograded", "feedback"))
        return [next(above for above in step.parents if anyone not in str(above)) for step in steps]

    def in_effect(self) -> dict[str, list[str]]:
        """The preprocessors and filters that nbgrader would use with this configuration, keyed by option."""
        autograde = Autograde(coursedir=self.folders, parent=self.app)
        feedback = GenerateFeedback(coursedir=self.folders, parent=self.app)
        release = GenerateAssignment(coursedir=self.folders, parent=self.app)
        filters = self.app.config.HTMLExporter.get("filters", {})
        return {
            "GenerateAssignment.preprocessors": dotted(release.preprocessors),
            "Autograde.exporter_class": dotted([autograde.exporter_class]),
            "Autograde.sanitize_preprocessors": dotted(autograde.sanitize_preprocessors),
            "Autograde.autograde_preprocessors": dotted(autograde.autograde_preprocessors),
            "GenerateFeedback.exporter_class": dotted([feedback.exporter_class]),
            "GenerateFeedback.preprocessors": dotted(feedback.preprocessors),
            "HTMLExporter.filters": [name for name in filters.values() if isinstance(name, str)],
        }

    def sets(self, section: str, name: str) -> bool:
        """Whether the configuration sets an option."""
        return section in self.app.config and name in self.app.config[section]

    @property
    def has_gradebook(self) -> bool:
        """Whether the gradebook exists: nbgrader creates a missing one when it is opened."""
        place = make_url(self.folders.db_url)
        return place.get_backend_name() != "sqlite" or Path(place.database or "").is_file()

    @property
    def db_url(self) -> str:
        """Where the gradebook's database is."""
        return str(self.folders.db_url)

    def gradebook(self) -> Gradebook:
        """The gradebook; raises SQLAlchemyError where it does not answer, also where nbgrader enters the course there."""
        try:
            return Gradebook(self.folders.db_url, self.folders.course_id)
        except InvalidEntry as error:
            raise error.__context__ or error from error

    def name_reader(self, pattern: str, endings: list[str]) -> FileNameCollectorPlugin:
        """nbgrader's reader of a platform's file names; for an empty pattern, the course's own is used."""
        given = {"named_regexp": pattern} if pattern else {}
        return FileNameCollectorPlugin(parent=self.app, valid_ext=endings, **given)
