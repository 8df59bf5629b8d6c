"""The corpus of right and wrong answers: each a small file that replaces cells of the reference solution.

An assignment's corpus stands in a folder of its name; right answers in `right/<task>/`, wrong ones in `wrong/<task>/`.
A file opens with a docstring: a sentence that says what the answer does, its task, and for a wrong one the
misconceptions it shows (or none) and the points it loses. Behind it stand `# %% cell: <grade_id>`, a cell that
replaces the reference's (`markdown` for a text), and `# %% extra before: <grade_id>`, a cell added before that one.
`# %% file: <path>` lies beside the notebook. Behind `# %% evidence` stands what is done to the evidence of an honest
run: code that changes `arrays`, or sets `data`, the file's bytes; `other` are the arrays of another honest run, `np` is
numpy and `rng` a generator. `# %% classmate: earlier` puts the same evidence into a hand-in beside this one, an hour
before it.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import nbformat
import numpy as np

from autograder.authoring.assignment import Assignment
from autograder.handin.find_submissions import find_submissions
from autograder.handin.shared_training_runs import with_foreign_evidence
from autograder.handin.submission import Submission

CORPUS = Path(__file__).resolve().parent
ROOT = CORPUS.parent
EXAMPLES = ROOT / "examples" / "submitted"
EVIDENCE, OTHER_EVIDENCE = sorted(EXAMPLES.glob("*/*/*.npz"))[:2]  # of two honest runs
_PART = re.compile(r"^# %% (cell|markdown|extra before|file|evidence|classmate)(?:: (\S+))?\n", re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """One answer. `loses` are the points, and `checks` the checks that it is meant to fail."""

    path: Path
    right: bool
    sentence: str
    task: str
    misconceptions: frozenset[str]
    loses: float
    checks: tuple[str, ...]
    parts: tuple[tuple[str, str, str], ...]  # (cell or extra before, grade_id, code)

    @property
    def name(self) -> str:
        return f"{self.path.parent.name}/{self.path.stem}"


REFERENCE = Entry(Path("reference/solution"), True, "", "", frozenset(), 0.0, (), ())  # no cell is replaced


def example_assignment() -> Assignment:
    """The assignment that the example class hands in: what needs a class uses it, where none is named."""
    return find_submissions(EXAMPLES)[0].assignment


def corpus_folder(kind: str) -> Path:
    """The only folder of a kind of corpus that tries the engine, on whichever assignment's notebook: `hostile`, say."""
    (found,) = CORPUS.glob(f"*/{kind}")
    return found


def entries(kind: str, assignment: Assignment | None = None) -> list[Entry]:
    """The entries under `right` or `wrong`, in the order of their names; of the example class's assignment by default."""
    folder = CORPUS / (assignment or example_assignment()).name / kind
    return [_read(path, kind == "right") for path in sorted(folder.glob("*/*.py"))]


def _read(path: Path, right: bool) -> Entry:
    header, found = parts(path.read_text(encoding="utf-8"))
    fields = dict(re.findall(r"^(\w+): *(.*)$", header, re.MULTILINE))
    loses = re.fullmatch(r"([\d.]+)(?: \(([\w, ]*)\))? *", fields.get("Loses", "0"))
    if loses is None:
        raise ValueError(
            f"{path}: `Loses:` should read like `4 (test_spread, test_mean)`: all points, then the checks"
        )
    named = {slug.strip() for slug in fields.get("Misconception", "none").split(",")}
    return Entry(
        path=path,
        right=right,
        sentence=header.splitlines()[0],
        task=fields["Task"],
        misconceptions=frozenset(named - {"none"}),
        loses=float(loses[1]),
        checks=tuple(filter(None, re.split(r", *", loses[2] or ""))),
        parts=found,
    )


def parts(text: str) -> tuple[str, tuple[tuple[str, str, str], ...]]:
    """An entry's docstring, and its parts: kind, name and content of each."""
    head, *pieces = _PART.split(text)
    if "\n# %%" in (unknown := "".join([head, *pieces[2::3]])):
        raise ValueError(f"no kind of part: {unknown[unknown.index('# %%') :].splitlines()[0]}")
    header = ast.get_docstring(ast.parse(head)) or ""  # the code behind it may be broken
    triples = zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True)
    return header, tuple((kind, name or "", content.strip("\n")) for kind, name, content in triples)


def hand_in(entry: Entry, assignment: Assignment, folder: Path, evidence: Path) -> Submission:
    """The entry as a submission under `folder`: the reference solution with its cells replaced."""
    notebook = nbformat.read(assignment.source_notebook, as_version=4)
    for kind, grade_id, code in entry.parts:
        if kind in ("evidence", "classmate", "file"):
            continue
        place = next(
            number
            for number, cell in enumerate(notebook.cells)
            if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id
        )
        if kind in ("cell", "markdown"):
            notebook.cells[place].source = code
        else:
            notebook.cells.insert(place, nbformat.v4.new_code_cell(code))
    student = f"{'right' if entry.right else 'wrong'}-{entry.name.replace('/', '-')}"
    with_classmate = any(kind == "classmate" for kind, _, _ in entry.parts)
    target = (folder / f"class of {student}" if with_classmate else folder) / student / assignment.name
    target.mkdir(parents=True)
    path = target / f"{assignment.name}.ipynb"
    nbformat.write(notebook, path)
    for _, name, content in (part for part in entry.parts if part[0] == "file"):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text(content, encoding="utf-8")
    if assignment.evidence is not None:
        _put_evidence(entry, evidence, target / assignment.evidence.name)
    submission = Submission(assignment, entry.name, target, path)
    if with_classmate:
        _add_classmate(target)
        (submission,) = with_foreign_evidence([submission])
    return submission


def _add_classmate(target: Path) -> None:
    """The same hand-in once more, an hour earlier."""
    earlier = target.parent.parent / "classmate" / target.name
    shutil.copytree(target, earlier)
    for folder, hour in ((earlier, 10), (target, 11)):
        (folder / "timestamp.txt").write_text(f"2026-11-20 {hour}:00:00 UTC\n", encoding="utf-8")


def _put_evidence(entry: Entry, evidence: Path, target: Path) -> None:
    """The evidence of an honest run, changed as the entry says."""
    code = next((code for kind, _, code in entry.parts if kind == "evidence"), None)
    if code is None:
        _link(evidence, target)
        return
    names = {
        "arrays": dict(np.load(evidence)),
        "other": dict(np.load(OTHER_EVIDENCE)),
        "data": None,
        "np": np,
        "rng": np.random.default_rng(),
    }
    exec(compile(code, str(entry.path), "exec"), names)
    if names["data"] is not None:
        target.write_bytes(names["data"])
    else:
        np.savez(target, **names["arrays"])


def _link(evidence: Path, target: Path) -> None:
    """The same evidence for all, without a copy for each where the file system allows it."""
    try:
        os.link(evidence, target)
    except OSError:
        shutil.copyfile(evidence, target)
