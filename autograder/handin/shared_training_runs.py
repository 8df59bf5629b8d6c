"""Training runs that several students have handed in, and which of them handed it in first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from autograder.authoring.assignment import Assignment, EvidenceFile
from autograder.handin import evidence_arrays
from autograder.handin.collected_students import collected_above
from autograder.handin.files.plain import TIMESTAMP, NotPlain, open_plain
from autograder.handin.find_submissions import closed, find_submissions, is_folder
from autograder.handin.notebook.read_notebook import read_cells
from autograder.handin.read_submission import evidence_path, only_notebook, packed_evidence
from autograder.handin.submission import Submission
from autograder.records.errors import KitError, Unreadable


@dataclass(frozen=True, slots=True)
class SharedRun:
    """Students who handed in the same run. `first` is who did so first, None where that is not known; `carriers` are
    those whose notebooks carry a copy of it.
    """

    students: tuple[str, ...]
    first: str | None
    carriers: tuple[str, ...]
    file: str

    def sentence(self) -> str:
        """What the instructor reads about the run: who shares it, and what it has cost so far."""
        names = f"{', '.join(self.students[:-1])} and {self.students[-1]}"
        if self.first is None:
            order = "who was first is not known, so nobody lost points for it"
        else:
            order = f"{self.first} was first, and nobody else has the points for it"
        copies = f" The run is in the notebook of {', '.join(self.carriers)} only."
        told = copies if 0 < len(self.carriers) < len(self.students) else ""
        return f"{names} handed in the same run ({self.file}): {order}.{told} Look at both, and decide."


def with_foreign_evidence(submissions: list[Submission]) -> list[Submission]:
    """The submissions, each with a `foreign` sentence where its evidence is that of a classmate who was first.

    Where it is not known who was first, nobody's is foreign: `shared_runs` tells of it, and a person decides.
    """
    owners = {group: _owner(folders) for group, folders in _sharing(submissions).items()}
    found = []
    for one in submissions:
        here = one.place
        others = any(owner not in (None, here) for group, owner in owners.items() if here in group)
        found.append(replace(one, foreign=_foreign(one) if others else None))
    return found


def shared_runs(submissions: list[Submission]) -> list[SharedRun]:
    """The runs that several have handed in, of whom at least one is among the submissions."""
    found = []
    for sharing in _sharing(submissions).values():
        owner = _owner(sharing)
        students = sorted(one.student for one in sharing.values())
        carriers = sorted(one.student for one in sharing.values() if _has_copy(one))
        first = sharing[owner].student if owner is not None else None
        file = _declared(next(iter(sharing.values()))).name
        found.append(SharedRun(tuple(students), first, tuple(carriers), file))
    return sorted(found, key=lambda run: run.students)


def _sharing(submissions: list[Submission]) -> dict[frozenset[Path], dict[Path, Submission]]:
    """Who holds a run that others hold too, by their folders."""
    everybody = {one.place: one for one in (*_classmates(submissions), *submissions)}
    fingerprints = {
        folder: _fingerprints(one) for folder, one in everybody.items() if one.assignment.evidence is not None
    }
    holders: dict[tuple[int, int], list[Path]] = {}
    for folder, own in fingerprints.items():
        for fingerprint in own:
            holders.setdefault(fingerprint, []).append(folder)
    found = {}
    for one in submissions:
        own = fingerprints.get(one.place, frozenset())
        group = frozenset(folder for fingerprint in own for folder in holders[fingerprint])
        if len(group) > 1:
            found[group] = {folder: everybody[folder] for folder in group}
    return found


def _classmates(submissions: Iterable[Submission]) -> Iterator[Submission]:
    """Everybody in the `<student>/<assignment>/` folders beside those of the submissions."""
    return (one for folder in _class_folders(submissions) for one in _submissions_in(folder))


def _class_folders(submissions: Iterable[Submission]) -> list[Path]:
    """The folders of `<student>/<assignment>/` that these submissions lie in, if their assignments ask for evidence."""
    in_class = (one for one in submissions if one.folder.name == one.assignment.name)
    return sorted({one.place.parent.parent for one in in_class if one.assignment.evidence is not None})


def _submissions_in(class_folder: Path) -> tuple[Submission, ...]:
    try:
        return tuple(find_submissions(class_folder))
    except KitError:  # `unsearched` tells of it
        return ()


def shared_run_sentences(submissions: list[Submission]) -> list[str]:
    """What an instructor reads of shared runs: who handed in the same one, and what could not be searched for one."""
    return [*(run.sentence() for run in shared_runs(submissions)), *unsearched(submissions)]


def unsearched(submissions: list[Submission]) -> list[str]:
    """Sentences on the classmates' folders and files that can't be read, in which no shared run can be found."""
    here = {one.place for one in submissions}
    found = []
    for class_folder in _class_folders(submissions):
        found.append(_why_closed(class_folder, class_folder.parent))
        beside = [one for one in _submissions_in(class_folder) if one.place not in here]
        found += [
            next(filter(None, (_why_closed(path, one.trusted) for path in _parts_of(one))), None) for one in beside
        ]
    return [f"{why} Whether a run was handed in there too was not looked at." for why in found if why is not None]


def _parts_of(submission: Submission) -> Iterator[Path]:
    """The folder of a submission, and the files in it that a run may be in."""
    yield submission.folder
    yield from filter(None, (evidence_path(submission), submission.notebook))


def _why_closed(path: Path, trusted: Path) -> str | None:
    """Why this user can't read a folder or a file, in a sentence; None where nothing keeps them from it."""
    try:
        if is_folder(path):
            next((path / ".").iterdir(), None)  # which takes the right to enter it, too
        else:
            open_plain(path, trusted).close()
    except (FileNotFoundError, NotPlain):
        return None
    except OSError as error:
        return f"{path} {closed(error)}"
    return None


def _declared(submission: Submission) -> EvidenceFile:
    """The evidence file of an assignment that has one, as of all that is compared here."""
    assert submission.assignment.evidence is not None
    return submission.assignment.evidence


def _fingerprints(submission: Submission) -> frozenset[tuple[int, int]]:
    """The fingerprints of the run that was handed in: of the file if there is one, else of the copy."""
    path = evidence_path(submission)
    own = _declared(submission).own
    if path is not None and _is_file(path):
        return evidence_arrays.fingerprints_of_file(path, own, submission.trusted)
    return evidence_arrays.fingerprints_of_copy(_own_copy(submission), own)


def _is_file(path: Path) -> bool:
    """Whether there is such a file, as far as this user may see."""
    try:
        return path.is_file()
    except OSError:
        return False


def _own_copy(submission: Submission) -> bytes | None:
    try:
        path = only_notebook(submission)
        return _copy_in(path, submission.trusted, submission.assignment, path.stat().st_mtime_ns)
    except (Unreadable, OSError, ValueError):
        return None


@cache
def _copy_in(path: Path, trusted: Path, assignment: Assignment, changed_ns: int) -> bytes | None:
    return packed_evidence(read_cells(path, trusted), assignment)


def _owner(sharing: Mapping[Path, Submission]) -> Path | None:
    """Whose run it is that several hold: of whoever was first, by the times of all or else by the platform's numbers.

    None where that is not known, or where the first one's notebook lacks the run and another's has it.
    """
    with_copy = [folder for folder, one in sharing.items() if _has_copy(one)]
    for order in (_time_of, _number_of):
        known = {folder: place for folder, one in sharing.items() if (place := order(one)) is not None}
        if len(known) == len(sharing) and len({place[:-1] for place in known.values()}) == 1:
            first = min(known, key=known.__getitem__)
            if list(known.values()).count(known[first]) == 1:
                return first if not with_copy or first in with_copy else None
    return None


def _foreign(submission: Submission) -> str:
    """What the student reads if the evidence is another's. Names nobody."""
    what = f"The weights in {_declared(submission).name}"
    return f"{what}: expected those of a run of your own, but the same ones were handed in before yours."


def _has_copy(submission: Submission) -> bool:
    """Whether the notebook itself carries a copy of the run."""
    own = _declared(submission).own
    return bool(_fingerprints(submission) & evidence_arrays.fingerprints_of_copy(_own_copy(submission), own))


def _time_of(submission: Submission) -> tuple[str, ...] | None:
    """When it was handed in, as nbgrader's `timestamp.txt` has it: such texts sort by time."""
    try:
        with open_plain(submission.folder / TIMESTAMP, submission.trusted) as file:
            text = file.read(40).decode("utf-8", "replace").strip()
    except OSError:
        return None
    return (text,) if text else None


def _number_of(submission: Submission) -> tuple[str, ...] | None:
    """The number that its platform gave the hand-in: those of one platform grow with time."""
    class_folder = submission.place.parent.parent
    met = collected_above(class_folder, submission.assignment.name).get(submission.student)
    if met is None or not met.handed_in.number:
        return None
    return (met.handed_in.platform, f"{met.handed_in.number:020}")
