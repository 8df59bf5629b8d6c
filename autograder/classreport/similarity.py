"""Finds pairs of submissions whose code is more alike than given code and the class explain: a hint, not a verdict.

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
from functools import partial
from typing import TYPE_CHECKING

from autograder.authoring.assignment import Assignment
from autograder.authoring.stubs import CODE_STUB
from autograder.handin.notebook.instructors_cells import instructors_cells
from autograder.handin.read_submission import own_code
from autograder.handin.submission import Submission
from autograder.records.cell import Role
from autograder.records.errors import Unreadable
from autograder.records.text import printable, shortened
from autograder.sandbox.limits.time_limited_child import NoAnswer, in_child

if TYPE_CHECKING:
    from copydetect import CodeFingerprint


LONGEST = 40_000  # characters of code that are compared; ten times those of the longest answer seen
_QUICK = 8_000  # characters that no lexer takes a second for
_FINGERPRINT_S = 10.0  # for the code of one student; a tenth of a second is usual
_MANY = 0.05  # of the class: a passage that more share is common, and says nothing of two
_FEW = 3  # students may always share a passage before it is common
_CANDIDATES = 1000  # pairs that share most, compared in full
_MARKS = re.compile(r"^[ \t]*### (?:BEGIN|END) SOLUTION[ \t]*\n", re.MULTILINE)
_SOLUTION = re.compile(r"^([ \t]*)### BEGIN SOLUTION.*?### END SOLUTION[ \t]*\n", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class _View:
    """A way to look at code: a passage has `length` characters; a pair that shares at least `least` in all is told."""

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
        except Exception as error:  # one hand-in must not cost the class its page
            left_out[submission.student] = (
                f"The code could not be read ({shortened(printable(repr(error)), 200)})."
            )
            continue
        if len(code) > LONGEST:
            left_out[submission.student] = f"The code is longer than {LONGEST} characters."
        else:
            codes[submission.student] = code
    known = given_code(submissions[0].assignment) if submissions else []
    for student, reason in _without_fingerprint(codes).items():
        left_out[student] = reason
        del codes[student]
    return Comparison(tuple(alike(codes, known)), len(codes), left_out)


def _without_fingerprint(codes: Mapping[str, str]) -> dict[str, str]:
    """Whose code can't be compared, each tried in a process of its own, and why."""
    found = {}
    for student, code in codes.items():
        if len(code) > _QUICK:
            try:
                in_child(partial(_try_fingerprint, code), _FINGERPRINT_S)
            except NoAnswer as error:
                found[student] = f"The code can't be compared: {error}."
    return found


def _try_fingerprint(code: str) -> None:
    for view in (_STRUCTURE, _WORDING):
        _fingerprint(code, view)


def given_code(assignment: Assignment) -> list[str]:
    """What everybody has before a line is written, and the course's own solution: code cells, and files beside them."""
    cells = [cell for cell in instructors_cells(assignment).values() if cell.kind == "code"]
    files = [path.read_text(encoding="utf-8") for path in sorted(assignment.source_notebook.parent.glob("*.py"))]
    answers = "\n\n".join(cell.source for cell in cells if cell.role is Role.SOLUTION)  # as `own_code` joins them
    released = [_SOLUTION.sub(put, answers) for put in ("", rf"\1{CODE_STUB}\n")]
    return [*files, *(cell.source for cell in cells), answers, _MARKS.sub("", answers), *released]


def alike(codes: Mapping[str, str], known: Iterable[str]) -> list[Pair]:
    """The pairs of students (name → code) that share more than `known` code and the class explain."""
    known = list(known)
    prints = {view: _fingerprints(codes, known, view) for view in (_STRUCTURE, _WORDING)}
    told = {
        pair
        for view in prints
        for pair in _candidates(prints[view], view)
        if _stands_out(prints[view], pair, view)
    }
    found = []
    for one, other in sorted(told):
        same, as_written = (_overlap(own[one], own[other]) for own in prints.values())
        longest = max(same, as_written, key=lambda overlap: (overlap.share, len(overlap.passage)))
        found.append(Pair((one, other), same.share, as_written.share, longest.passage))
    return sorted(found, key=lambda pair: (-pair.likeness, -len(pair.passage)))


@dataclass(frozen=True, slots=True)
class _Overlap:
    share: float
    characters: int
    passage: str


_Prints = Mapping[str, "CodeFingerprint"]


def _fingerprints(codes: Mapping[str, str], known: Sequence[str], view: _View) -> _Prints:
    """The fingerprint of each student's code, without what everybody knows and what many have."""
    prints = {student: _fingerprint(code, view) for student, code in codes.items()}
    given: set[int] = set().union(*(_fingerprint(code, view).hashes for code in known))
    for one in prints.values():
        _leave_out(given, one)
    common = _common(prints.values())
    for one in prints.values():
        _leave_out(common, one)
    return prints


def _stands_out(prints: _Prints, pair: tuple[str, str], view: _View) -> bool:
    overlap = _overlap(prints[pair[0]], prints[pair[1]])
    return overlap.share >= _ALIKE and overlap.characters >= view.least


def _fingerprint(code: str, view: _View) -> CodeFingerprint:
    """Every passage of the code, not a sample: which ones a sample has changes with Python's hash seed."""
    from copydetect import CodeFingerprint  # it imports matplotlib's pyplot

    source = io.StringIO(code)
    return CodeFingerprint("code.py", view.length, 1, filter=view.without_names, language="python", fp=source)


def _leave_out(passages: Collection[int], one: CodeFingerprint) -> None:
    """Take passages out of a fingerprint. copydetect's own `boilerplate` takes repeated passages out as well."""
    from copydetect.utils import get_token_coverage

    one.hash_idx = {passage: places for passage, places in one.hash_idx.items() if passage not in passages}
    one.hashes = set(one.hash_idx)
    one.token_coverage = get_token_coverage(one.hash_idx, one.k, len(one.filtered_code))


def _common(prints: Collection[CodeFingerprint]) -> set[int]:
    """The passages that so many have that they say nothing about two."""
    holders = Counter(passage for one in prints for passage in one.hashes)
    most = max(_FEW, int(_MANY * len(prints)))
    return {passage for passage, count in holders.items() if count > most}


def _candidates(prints: _Prints, view: _View) -> list[tuple[str, str]]:
    """The pairs that share most of their passages."""
    holders: dict[int, list[str]] = {}
    for student, one in prints.items():
        for passage in one.hashes:
            holders.setdefault(passage, []).append(student)
    shared = Counter(pair for students in holders.values() for pair in itertools.combinations(students, 2))
    shares = {
        (a, b): count / max(len(prints[a].hashes), len(prints[b].hashes))
        for (a, b), count in shared.items()
        if count >= view.least // 4
    }
    return sorted(shares, key=lambda pair: (-shares[pair], pair))[:_CANDIDATES]


def _overlap(one: CodeFingerprint, other: CodeFingerprint) -> _Overlap:
    from copydetect import compare_files

    characters, shares, slices = compare_files(one, other)
    if not characters:
        return _Overlap(0.0, 0, "")
    start, end = max(slices[0].T, key=lambda ends: ends[1] - ends[0])
    return _Overlap(min(1.0, *map(float, shares)), int(characters), one.raw_code[int(start) : int(end)].strip())
