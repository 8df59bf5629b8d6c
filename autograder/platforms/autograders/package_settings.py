"""What a package is told when it is made: `package.json`, which the grading in the platform's container reads."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from autograder.records.errors import KitError
from autograder.records.guarantees import Guarantee
from autograder.records.json_text import NotThatRecord, read_record

FILE_NAME = "package.json"


@dataclass(frozen=True, slots=True)
class PackageSettings:
    """How the hand-ins are graded.

    `platform` is the key of an `AutograderPlatform`, `without` are the guarantees whose loss the instructor accepts.
    `data` has the files that grading reads beside the notebook, by the environment variable that names them; paths,
    as `course`, are relative to the folder of `package.json`. `course` is None unless the assignment is a course's own.
    """

    platform: str
    assignment: str
    timeout_s: float
    without: tuple[Guarantee, ...] = ()
    data: dict[str, str] | None = None
    course: str | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.timeout_s < math.inf:
            raise ValueError(f"{self.timeout_s!r} is no time limit in seconds")


def read_settings(path: Path) -> PackageSettings:
    """Read a `package.json`; raises KitError where that can't be done."""
    try:
        return read_record(PackageSettings, path.read_bytes())
    except (OSError, NotThatRecord) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise KitError(f"{path} can't be read ({why}): make the package again with `vaekit package`.") from error
