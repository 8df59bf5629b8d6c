"""The folders of nbgrader's exchange that belong to a course: what students hand in, and where their feedback lies."""

from __future__ import annotations

import contextlib
import os
import pwd
from collections.abc import Iterable
from pathlib import Path

from nbgrader.auth import Authenticator
from nbgrader.exchange import ExchangeError, ExchangeFactory, default
from nbgrader.utils import notebook_hash

from autograder.course.configuration.course_root import CourseRoot
from autograder.grading.results.store import naming
from autograder.records.errors import KitError

_ANYBODY_READS = 0o644  # a page's name is a secret of its student's: nobody else can list the folder


class CourseExchange:
    """The exchange of a course. Raises KitError where its configuration names another than nbgrader's own, of folders."""

    def __init__(self, course: CourseRoot) -> None:
        factory = ExchangeFactory(parent=course.app)
        for chosen, own in (
            (factory.collect, default.ExchangeCollect),
            (factory.release_feedback, default.ExchangeReleaseFeedback),
        ):
            if not issubclass(chosen, own):
                raise KitError(
                    f"The exchange of {course.root} is {chosen.__module__}, which the kit can't watch: collect from it, "
                    "and watch the folder: --folder submitted."
                )
        if not course.folders.course_id:
            raise KitError(
                f"{course.root} has no course id, which nbgrader's exchange needs: set c.CourseDirectory.course_id in "
                f"{course.root / 'nbgrader_config.py'}, or say --folder submitted."
            )
        parts = {
            "coursedir": course.folders,
            "authenticator": Authenticator(parent=course.app),
            "parent": course.app,
        }
        self._collect = factory.collect(**parts)
        self._release = factory.release_feedback(**parts)
        self._groupshared = bool(course.folders.groupshared)
        self.root = Path(str(self._collect.root))
        self.inbound: Path = self.root / course.folders.course_id / "inbound"

    @property
    def timezone(self) -> str:
        """The name of the time zone that nbgrader writes times in."""
        return str(self._collect.timezone)

    def expect_usable(self) -> None:
        """Raise KitError where students can't hand in yet, or this user can't read that or release feedback.

        The folder of feedback is made where it is missing, as nbgrader does.
        """
        if not self.inbound.is_dir():
            raise KitError(
                f"{self.inbound} does not exist: release an assignment first (nbgrader release_assignment NAME), or "
                "name a folder with --folder."
            )
        if not os.access(self.inbound, os.R_OK | os.X_OK):
            raise KitError(f"{self.inbound} can't be read: see whose it is, and that you may read it.")
        self._feedback_folder()

    def _feedback_folder(self) -> Path:
        try:
            self._release.init_dest()
        except (ExchangeError, OSError) as error:
            raise KitError(f"Feedback can't be released: {error}") from error
        return Path(self._release.dest_path)

    def why_not_theirs(self, student: str, owner: int) -> str | None:
        """Why a folder that this user id owns is not the student's own hand-in; None where it may be.

        What the watching account itself has put there is trusted: it may write the course anyway.
        """
        if not self._collect.check_owner or owner in (os.getuid(), 0):
            return None
        with contextlib.suppress(KeyError):
            name = pwd.getpwuid(owner).pw_name
            return None if name == student else f"is owned by {name}"
        return f"is owned by a user without a name here (number {owner})"

    def release(self, page: bytes, secret: str, notebooks: Iterable[str]) -> None:
        """Put a page where `nbgrader fetch_feedback` looks for the feedback on these notebooks of a hand-in.

        `secret` is the hand-in's own. Raises KitError or OSError where the page can't be put there.
        """
        folder = self._feedback_folder()
        for notebook in notebooks:
            name = notebook_hash(secret=secret, notebook_id=notebook)
            draft = folder / f".{name}.tmp"
            with naming(folder), open(draft, "wb", opener=_new_file) as file:
                os.fchmod(file.fileno(), _ANYBODY_READS | (0o020 if self._groupshared else 0))
                file.write(page)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(folder / f"{name}.html")


def _new_file(name: str, flags: int) -> int:
    return os.open(name, flags | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
