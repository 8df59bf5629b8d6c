"""Google Classroom: the folder of an assignment, downloaded from Google Drive. It takes no file of marks."""

from __future__ import annotations

from pathlib import Path

from autograder.platforms.platform import IN_ARCHIVE, FileName, Platform, number_of_copy
from autograder.records.person import Person


class Classroom(Platform):
    """Google Classroom. Its files tell a student's name and nothing else."""

    name = "Google Classroom"
    file_patterns = {"Google Classroom": rf"(?P<student_id>[^/]+?) - (?P<file_id>{IN_ARCHIVE})"}
    precedence = 90  # many names have a dash
    archives_are_whole = False  # Drive splits a download anywhere

    def owner(self, found: FileName) -> Person | str:
        given = found.student_id
        turned = number_of_copy(f"{given}.ipynb", found.assignment, "ipynb") is not None  # assignment - name
        name = Path(str(found.groups["file_id"])).stem if turned else given
        return Person(name) if name else "tells no student by its name"


PLATFORM = Classroom()
