"""One submission: where it lies (`Submission`), and what was read of it (`Handin`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.authoring.assignment import Assignment
from autograder.handin.evidence_arrays import Arrays
from autograder.handin.files.plain import as_written, folder_of_handins
from autograder.handin.notebook.definitions import students_code
from autograder.records.cell import Cell


@dataclass(frozen=True, slots=True)
class Submission:
    """Where a student's hand-in lies."""

    assignment: Assignment
    student: str
    folder: Path
    notebook: Path | None  # None: there is none in the folder
    foreign: str | None = None  # what a student reads, where the evidence is another submission's

    @property
    def trusted(self) -> Path:
        """The folder below which a student may have chosen what the names lead to: no link is followed there."""
        folder = as_written(self.folder)
        own = folder.parent.parent if folder.name == self.assignment.name else folder
        place = folder_of_handins(folder.parent)
        return own if place is None or own in place.parents else place

    @property
    def own_folder(self) -> Path:
        """The student's folder: all that lies in it is the student's."""
        folder = as_written(self.folder)
        return folder.parent if folder.name == self.assignment.name else folder

    @property
    def place(self) -> Path:
        """The folder's one name, however it was reached; links that a student may have put there are not followed."""
        return self.trusted.resolve() / as_written(self.folder).relative_to(self.trusted)

    @property
    def path(self) -> Path:
        return self.notebook or self.folder / f"{self.assignment.name}.ipynb"


@dataclass(frozen=True, slots=True, eq=False)
class Handin:
    """A submission as data: its cells in order, its evidence arrays (None where there are none), and notes.

    `foreign` says, in a sentence for the student, that the evidence is another submission's, and `damage` why it
    can't be read; None where neither is so. `hashes` has the hash of each file, by its path, as it was when it was read.
    """

    cells: tuple[Cell, ...]
    evidence: Arrays | None
    notes: tuple[str, ...]
    foreign: str | None = None
    damage: str | None = None
    hashes: Mapping[Path, bytes] = field(default_factory=dict)

    def program(self) -> list[Cell]:
        """The student's own code cells, in order."""
        return students_code(self.cells)
