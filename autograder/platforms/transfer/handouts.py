"""Reads the names of files that platforms hand out: whose a file is, and which of several hand-ins.

nbgrader's own FileNameCollectorPlugin reads the names; the course's configuration may give it a pattern of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from autograder.authoring.assignment import Assignment
from autograder.course.configuration.course_root import CourseRoot
from autograder.handin.files.plain import TIMESTAMP
from autograder.platforms.platform import FileName, HandedInFile, Platform, number_of_copy
from autograder.platforms.registry import handing_out, listed, platforms, readers
from autograder.platforms.transfer.archive.unpack import ENDINGS, LeftOut, Unpacked, unpack

NOTEBOOK = ("ipynb", "ipynb.txt", "ipynb.json")  # browsers add the last ones
_BESIDE = {
    ".npz",
    ".npy",
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".webp",
    ".svg",
    ".pdf",
    ".txt",
    ".md",
    ".csv",
    ".json",
}


# --- reading names --------------------------------------------------------------------------------------------


def read_archives(
    course: CourseRoot, archives: Iterable[Path], assignment: Assignment, folder: Path
) -> tuple[list[HandedInFile], list[LeftOut]]:
    """Unpack the files that grading or marking needs into `folder`; returns them with owners, and what was left out."""
    found: list[HandedInFile] = []
    left: list[LeftOut] = []
    for number, archive in enumerate(archives):
        files, problems = unpack(archive, folder / str(number), _is_wanted)
        left += problems
        reader = _Names(course, assignment, files)
        for file in files:
            if file.parts[-1].lower() in _metadata_files():
                continue
            known = reader.read(file)
            if isinstance(known, str):
                left.append(LeftOut(file.name, known))
            else:
                found += [replace(file_, unit=_unit(file_, number)) for file_ in known]
    return found, left


def _unit(file: HandedInFile, archive: int) -> str:
    return f"{archive}/{file.unit}" if file.platform.archives_are_whole else file.unit


def _metadata_files() -> frozenset[str]:
    return frozenset().union(*(platform.metadata_files for platform in platforms()))


def _is_wanted(name: str) -> bool:
    low = name.lower()
    if low in _metadata_files():
        return True
    if low == TIMESTAMP:  # nbgrader's own, never a student's
        return False
    return low.endswith(NOTEBOOK) or Path(low).suffix in _BESIDE


class _Names:
    """Reads the names of one archive's files: the course's own pattern first, then each platform's."""

    def __init__(self, course: CourseRoot, assignment: Assignment, files: list[Unpacked]) -> None:
        endings = sorted({Path(file.name).suffix for file in files})
        self._readers = [
            (platform, name, course.name_reader(pattern, endings))
            for platform in readers()
            for name, pattern in platform.file_patterns.items()
        ]
        self._assignment = assignment
        contents = {file.name: file.content for file in reversed(files)}  # the first of a name counts
        self._metadata = {platform.name: platform.read_metadata(contents) for platform in readers()}

    def read(self, file: Unpacked) -> list[HandedInFile] | str:
        """What the file's name says, once for each student of a group; or a sentence why it says nothing."""
        for start, part in enumerate(file.parts):
            for platform, pattern, reader in self._readers:
                groups = reader.collect("/".join(file.parts[start:])) if reader.named_regexp else None
                if groups:
                    found = FileName(pattern, groups, file.content, part, self._assignment.name)
                    return platform.files_of(found, self._metadata[platform.name])
            if part.lower().endswith(ENDINGS):
                break
        return f"tells no student by its name, as one of {listed(handing_out())} does"


# --- names in the course ---------------------------------------------------------------------------------


def name_in_course(name: str, assignment: Assignment, platform: Platform) -> tuple[str, int]:
    """What a file is called in the course, and which number it has of those that share a name."""
    for stem, endings, plain in (
        (assignment.name, "|".join(map(re.escape, NOTEBOOK)), f"{assignment.name}.ipynb"),
        *_evidence(assignment),
    ):
        number = number_of_copy(name, stem, endings)
        if number is not None:
            return plain, number
    plain, number = platform.original_name(name)
    return _short(re.sub(r'[<>:"|?*\\/]', "_", plain)), number


def _short(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return stem.encode()[:150].decode(errors="ignore") + dot + ending[-20:]


def _evidence(assignment: Assignment) -> list[tuple[str, str, str]]:
    """The stem, the endings and the name of the evidence file, where the assignment has one."""
    if assignment.evidence is None:
        return []
    path = Path(assignment.evidence.name)
    return [(path.stem, f"{path.suffix[1:]}|zip", path.name)]
