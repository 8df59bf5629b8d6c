"""Pairs of submissions whose code is more alike than the given code and the class explain: places to look, no verdict.

copydetect's fingerprints (winnowing, as MOSS has it) are compared twice: with names and comments left out, and as
written. Passages of the given code, of the course's own solution, and of many in the class are left out: short right
answers are alike without anybody having copied.
"""

from __future__ import annotations

import io
import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from autograder.assignment import Assignment
from autograder.cells import template
from autograder.intake import Submission, own_code
from autograder.results import Unreadable

if TYPE_CHECKING:
    from copydetect import CodeFingerprint

LONGEST = 40_000  # characters of code that are compared; ten times those of the longest answer seen
_MANY = 0.05  # of the class: a passage that more share is common, and says nothing of two
_FEW = 3  # students may always share a passage before it is common
_CANDIDATES = 200  # pairs that share most, compared in full
_SOLUTION = re.compile(r"^[ \t]*### BEGIN SOLUTION$|^[ \t]*### END SOLUTION$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _View:
    """A way to look at code: `length` characters in a row make a passage; of `least` in all, a pair is told."""

    without_names: bool
    length: int
    least: int


_STRUCTURE = _View(without_names=True, length=25, least=120)  # names, strings and comments are a letter or nothing
_WORDING = _View(without_names=False, length=40, least=300)
_ALIKE = 0.7  # of what two have beyond the common


@dataclass(frozen=True, slots=True)
class Pair:
    """Two students. `structure` and `wording` are the shares, 0 to 1, of either's own code that both have: names and
    comments left out, and as written; `passage` is the longest they share, as the first of them has it.
    """

    students: tuple[str, str]
    structure: float
    wording: float
    passage: str

    @property
    def likeness(self) -> float:
        return max(self.structure, self.wording)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The pairs to look at, the most alike first; the number compared, and who was left out with the reason."""

    pairs: tuple[Pair, ...]
    compared: int
    left_out: Mapping[str, str]


def compare(submissions: Sequence[Submission]) -> Comparison:
    """Compare everybody's code with everybody's, of one assignment; what can't be read is left out."""
    codes: dict[str, str] = {}
    left_out: dict[str, str] = {}
    for submission in submissions:
        try:
            code = own_code(submission)
        except Unreadable as error:
            left_out[submission.student] = str(error)
            continue
        if len(code) > LONGEST:
            left_out[submission.student] = f"The code is longer than {LONGEST} characters."
        else:
            codes[submission.student] = code
    known = given_code(submissions[0].assignment) if submissions else []
    return Comparison(tuple(alike(codes, known)), len(codes), left_out)


def given_code(assignment: Assignment) -> list[str]:
    """What everybody has before a line is written, and the course's own solution: code cells, and files beside them."""
    cells = [cell.source for cell in template(assignment).values() if cell.kind == "code"]
    files = sorted(assignment.source_notebook.parent.glob("*.py"))
    return [*(_SOLUTION.sub("", cell) for cell in cells), *(path.read_text(encoding="utf-8") for path in files)]


def alike(codes: Mapping[str, str], known: Iterable[str]) -> list[Pair]:
    """The pairs of students (name → code) that share more than `known` code and the class explain."""
    known = list(known)
    structure, wording = (_shared(codes, known, view) for view in (_STRUCTURE, _WORDING))
    found = []
    for students in structure.keys() | wording.keys():
        same, as_written = structure.get(students, _NOTHING), wording.get(students, _NOTHING)
        longest = max(same, as_written, key=lambda overlap: (overlap.share, len(overlap.passage)))
        found.append(Pair(students, same.share, as_written.share, longest.passage))
    return sorted(found, key=lambda pair: (-pair.likeness, -len(pair.passage), pair.students))


@dataclass(frozen=True, slots=True)
class _Overlap:
    share: float
    characters: int
    passage: str


_NOTHING = _Overlap(0.0, 0, "")


def _shared(codes: Mapping[str, str], known: Sequence[str], view: _View) -> dict[tuple[str, str], _Overlap]:
    """The pairs that are alike in this view."""
    boilerplate = _hashes(known, view)
    own = {student: _fingerprint(code, view, boilerplate).hashes for student, code in codes.items()}
    common = _common(own.values(), len(codes))
    again = np.union1d(boilerplate, np.array(sorted(common), dtype=np.int64))
    prints: dict[str, CodeFingerprint] = {}
    found = {}
    for students in _candidates({student: hashes - common for student, hashes in own.items()}):
        for student in students:
            prints.setdefault(student, _fingerprint(codes[student], view, again))
        overlap = _overlap(prints[students[0]], prints[students[1]])
        if overlap.share >= _ALIKE and overlap.characters >= view.least:
            found[students] = overlap
    return found


def _common(own: Iterable[Collection[int]], size: int) -> set[int]:
    """The passages that so many have that they say nothing about two."""
    holders = Counter(passage for hashes in own for passage in hashes)
    most = max(_FEW, int(_MANY * size))
    return {passage for passage, count in holders.items() if count > most}


def _candidates(own: Mapping[str, Collection[int]]) -> list[tuple[str, str]]:
    """The pairs that share most passages."""
    holders: dict[int, list[str]] = {}
    for student, hashes in own.items():
        for passage in hashes:
            holders.setdefault(passage, []).append(student)
    shared = Counter(pair for students in holders.values() for pair in itertools.combinations(students, 2))
    return [pair for pair, _ in shared.most_common(_CANDIDATES)]


def _hashes(codes: Iterable[str], view: _View) -> np.ndarray:
    """Every passage of these codes."""
    found = set().union(*(_fingerprint(code, view).hashes for code in codes))
    return np.array(sorted(found), dtype=np.int64)


def _fingerprint(code: str, view: _View, boilerplate: np.ndarray | None = None) -> CodeFingerprint:
    from copydetect import CodeFingerprint  # it imports matplotlib's pyplot

    source, settings = io.StringIO(code), {"filter": view.without_names, "language": "python"}
    return CodeFingerprint("code.py", view.length, 1, boilerplate=boilerplate, fp=source, **settings)


def _overlap(one: CodeFingerprint, other: CodeFingerprint) -> _Overlap:
    from copydetect import compare_files

    characters, shares, slices = compare_files(one, other)
    if not characters:
        return _NOTHING
    start, end = max(slices[0].T, key=lambda ends: ends[1] - ends[0])
    return _Overlap(min(1.0, *map(float, shares)), int(characters), one.raw_code[int(start) : int(end)].strip())
