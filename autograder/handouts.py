"""What learning platforms call the files they hand out: whose a file is, and which of several hand-ins.

nbgrader's own FileNameCollectorPlugin reads the names; the course's configuration may give it a pattern of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from nbgrader.utils import parse_utc

from autograder.archive import ENDINGS, Left, Unpacked, unpack
from autograder.assignment import Assignment
from autograder.gradebook import CourseRoot
from autograder.results import printable
from autograder.roster import Person

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
_METADATA = "submission_metadata.yml"  # of Gradescope
_METADATA_BYTES = 64 << 20
_COPY = r"(?:copy of |kopie von |copie de |copia de |cópia de )*"
_NUMBER = r"(?:[ _-]*\(?(?P<number>\d{1,3})\)?|[ _-]+(?:copy|final|submission|solution))?"
_IN_ARCHIVE = r"[^/]+?(?:\.(?:zip|tar|tgz|tar\.gz)/.+)?$"  # a file, or what lies in an archive
# What the platforms call a file, for nbgrader's reader of names. The outermost folder that fits counts, and none inside
# an archive: what is further in was named by a student.
PATTERNS = {
    "Moodle": r"(?P<name>[^/]+)_(?P<student_id>\d+)_assignsubmission_file(?:_/|/|_)(?P<file_id>.+)",
    "Gradescope": r"(?P<student_id>submission_\d+)/(?P<file_id>.+)",
    "Canvas": rf"(?P<name>[^/]+?)(?P<late>_LATE)?_(?P<student_id>\d+)_(?P<version>\d+)_(?P<file_id>{_IN_ARCHIVE})",
    "Canvas, anonymous": rf"(?P<late>LATE_)?anon_(?P<student_id>[^\W_]+)_(?P<version>\d+)_(?P<file_id>{_IN_ARCHIVE})",
    "Google Classroom": rf"(?P<student_id>[^/]+?) - (?P<file_id>{_IN_ARCHIVE})",
}


@dataclass(frozen=True, slots=True)
class Sign:
    """What the name of a file says: whose it is, and which of several hand-ins."""

    platform: str
    person: Person
    unit: str  # files of one unit were handed in together
    file: str
    late: bool = False
    version: int = 0
    when: datetime | None = None
    content: Path = Path()

    @property
    def rank(self) -> tuple[datetime, int]:
        return (self.when or datetime.min, self.version)


# --- reading names --------------------------------------------------------------------------------------------


def read_archives(
    course: CourseRoot, archives: Iterable[Path], assignment: Assignment, desk: Path
) -> tuple[list[Sign], list[Left]]:
    """The signs of all files that grading or marking reads, unpacked into `desk`; and what was left out."""
    signs: list[Sign] = []
    left: list[Left] = []
    for number, archive in enumerate(archives):
        files, problems = unpack(archive, desk / str(number), _is_wanted)
        left += problems
        reader = _Names(course, assignment, files)
        for file in files:
            if file.parts[-1].lower() == _METADATA:
                continue
            known = reader.read(file)
            if isinstance(known, str):
                left.append(Left(file.name, known))
            else:
                signs += [replace(sign, unit=f"{number}/{sign.unit}") for sign in known]
    return signs, left


def _is_wanted(name: str) -> bool:
    low = name.lower()
    if low in ("timestamp.txt", _METADATA):  # the first is nbgrader's own: nobody hands in when he did
        return low == _METADATA
    return low.endswith(NOTEBOOK) or Path(low).suffix in _BESIDE


class _Names:
    """Reads the names of one archive's files: the course's own pattern first, then each platform's."""

    def __init__(self, course: CourseRoot, assignment: Assignment, files: list[Unpacked]) -> None:
        endings = sorted({Path(file.name).suffix for file in files})
        patterns = {"the course's pattern": "", **PATTERNS}
        self._readers = {name: course.name_reader(pattern, endings) for name, pattern in patterns.items()}
        self._assignment = assignment
        self._gradescope = _gradescope_metadata(files)

    def read(self, file: Unpacked) -> list[Sign] | str:
        """What the file's name says, once for each student of a group; or a sentence, where it says nothing."""
        for start in range(len(file.parts)):
            for platform, reader in self._readers.items():
                groups = reader.collect("/".join(file.parts[start:])) if reader.named_regexp else None
                if groups:
                    return self._signs(platform, groups, file)
            if file.parts[start].lower().endswith(ENDINGS):
                break
        return "tells no student by its name, as one of Canvas, Moodle, Gradescope or Google Classroom does"

    def _signs(self, platform: str, groups: Mapping[str, str | None], file: Unpacked) -> list[Sign] | str:
        if platform == "Gradescope":
            return self._of_gradescope(groups, file)
        person = _person(platform, groups, self._assignment)
        if platform == "Google Classroom" and not person.name:
            return "tells no student by its name"
        try:
            when = parse_utc(groups["timestamp"]) if groups.get("timestamp") else None
        except (ValueError, OverflowError):
            when = None
        version = groups.get("version")
        sign = Sign(platform, person, "", str(groups["file_id"]), bool(groups.get("late")), content=file.content)
        return [replace(sign, version=int(version or 0), when=when)]

    def _of_gradescope(self, groups: Mapping[str, str | None], file: Unpacked) -> list[Sign] | str:
        folder = str(groups["student_id"])
        if folder not in self._gradescope:
            return f"can't be told whose it is: {_METADATA} is missing or does not name {folder}"
        people, when = self._gradescope[folder]
        version = int(folder.rpartition("_")[2])
        rest = str(groups["file_id"])
        named = [Person(person.name, {**person.ids, "gradescope": folder}) for person in people]
        return [
            Sign("Gradescope", person, folder, rest, version=version, when=when, content=file.content)
            for person in named
        ]


def _person(platform: str, groups: Mapping[str, str | None], assignment: Assignment) -> Person:
    name = (
        groups.get("name") or " ".join(filter(None, (groups.get("first_name"), groups.get("last_name"))))
    ).strip()
    given = str(groups["student_id"]).strip()
    if platform == "Google Classroom":
        rest = str(groups["file_id"])
        turned = _number(f"{given}.ipynb", assignment.name, "ipynb") is not None  # assignment - name
        return Person(Path(rest).stem if turned else given)
    if platform == "Moodle":
        return Person(name.replace("_", " "), {"moodle": given})
    if platform == "Canvas":
        return Person(name, {"canvas": given})
    if platform == "Canvas, anonymous":
        return Person("", {"anonymous": f"anon_{given}"})
    email = groups.get("email")
    return Person(name, {"student": given, **({"email": email} if email else {})})


# --- Gradescope's metadata ------------------------------------------------------------------------------------


_SAFE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_SAFE):
    """Ruby's objects, which Gradescope writes, as plain mappings, sequences and texts."""


def _plain(loader: yaml.SafeLoader, _suffix: str, node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_scalar(node)


_Loader.add_multi_constructor("!", _plain)


def _gradescope_metadata(files: Iterable[Unpacked]) -> dict[str, tuple[list[Person], datetime | None]]:
    """Who handed in each `submission_…` folder, and when: from the outermost file that says so."""
    metadata = [file for file in files if file.parts[-1].lower() == _METADATA]
    outermost = min(metadata, key=lambda file: len(file.parts), default=None)
    if outermost is None or outermost.content.stat().st_size > _METADATA_BYTES:
        return {}
    try:
        record = yaml.load(outermost.content.read_bytes(), Loader=_Loader)
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        return {}
    entries = record.items() if isinstance(record, dict) else ()
    found = {str(folder): _handed_in(entry) for folder, entry in entries if isinstance(entry, dict)}
    return {folder: entry for folder, entry in found.items() if entry[0]}


def _handed_in(entry: Mapping[object, object]) -> tuple[list[Person], datetime | None]:
    people = list(_submitters(entry.get(":submitters", entry.get("submitters"))))
    return people, _moment(entry.get(":created_at", entry.get("created_at")))


def _submitters(value: object) -> Iterator[Person]:
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict):
            cells = {
                key: printable(str(one.get(f":{key}", one.get(key)) or "")) for key in ("name", "sid", "email")
            }
            ids = {key: cells[key] for key in ("sid", "email") if cells[key]}
            if ids or cells["name"]:
                yield Person(cells["name"], ids)


def _moment(value: object) -> datetime | None:
    try:
        found = parse_utc(value) if isinstance(value, str | datetime) else None
    except (ValueError, OverflowError):
        return None
    return found if isinstance(found, datetime) else None


# --- names in the course ---------------------------------------------------------------------------------


def name_in_course(name: str, assignment: Assignment, *, strip: bool) -> tuple[str, int]:
    """What a file is called in the course, and which number it has of those that share a name."""
    for stem, endings, plain in (
        (assignment.name, "|".join(map(re.escape, NOTEBOOK)), f"{assignment.name}.ipynb"),
        (*_evidence(assignment), str(assignment.evidence_file)),
    ):
        number = _number(name, stem, endings)
        if number is not None:
            return plain, number
    numbered = re.fullmatch(r"(.+)-(\d{1,3})(\.[^.]+)", name) if strip else None  # Canvas's, of a file sent again
    plain = numbered[1] + numbered[3] if numbered else name
    return _short(re.sub(r'[<>:"|?*\\/]', "_", plain)), int(numbered[2]) if numbered else 0


def _short(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return stem.encode()[:150].decode(errors="ignore") + dot + ending[-20:]


def _evidence(assignment: Assignment) -> tuple[str, str]:
    """The stem and the endings of an evidence file; what no name matches, where there is none."""
    path = Path(assignment.evidence_file or "\n.")
    return path.stem, f"{path.suffix[1:] or 'npz'}|zip"


def _number(name: str, stem: str, endings: str) -> int | None:
    """The number that a browser or a platform added to `stem`, 0 without one; None where it is another file's name."""
    words = r"[ _-]*".join(map(re.escape, re.split(r"[ _-]+", stem)))
    match = re.fullmatch(rf"{_COPY}{words}{_NUMBER}\.(?:{endings})", name, re.IGNORECASE)
    return int(match["number"] or 0) if match else None
