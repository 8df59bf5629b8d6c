"""From files to data: finds submissions, reads a notebook and its evidence, and tells the cells apart.

Everything here is untrusted input. Sizes are bounded before anything is parsed, nothing is run, and what can't
be read becomes one sentence: the file, what is wrong, what to do.
"""

from __future__ import annotations

import ast
import itertools
import json
import os
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from autograder import evidence
from autograder.assignment import Assignment, Task, assignments
from autograder.evidence import Arrays
from autograder.results import KitError, Unreadable

_MIB = 1 << 20
NOTEBOOK_MIB = 64  # a notebook with many large figures has about 10
_ENDINGS = (".ipynb", ".ipynb.txt", ".ipynb.json")  # browsers add the last ones
_CELLS = 20_000
_MOST_FOLDERS = 200
_DEPTH = 3  # of folders in which a hand-in that was unpacked too deep is looked for
_STUB = "NotImplementedError"  # what a cell that is not written yet raises
_CELL_CHARACTERS = 100_000  # of code: eight such cells fit into a message to the sandbox
_TOO_LONG = f'raise ValueError("This cell is longer than {_CELL_CHARACTERS} characters and was not run.")'
_PROMPT = re.compile(r"(?:>>> ?|\.\.\. ?|In \[\d+\]: ?|   \.{2,}: ?)")
_MAGIC_LINE = re.compile(r"([ \t]*)(?:%(time|timeit|prun)\b(.*)|[%!?].*|[^#'\"]*\?[ \t]*|[\w, ]+=[ \t]*[%!].*)")
_WHOLE_CELL = ("%%time", "%%timeit", "%%capture", "%%prun")  # magics whose cell is Python that is run


@dataclass(frozen=True, slots=True)
class Submission:
    """Where a student's hand-in lies."""

    assignment: Assignment
    student: str
    folder: Path
    notebook: Path | None  # None: there is none in the folder
    foreign: str | None = None  # what a student reads, where the evidence is another submission's

    @property
    def path(self) -> Path:
        return self.notebook or self.folder / f"{self.assignment.name}.ipynb"


class Role(StrEnum):
    """What a cell of a submitted notebook is to the grader."""

    GIVEN = "given"  # the kit's own version is run in its place
    SOLUTION = "solution"
    CHECK = "check"  # never run: the checks are made elsewhere
    TEXT = "text"  # a text that a person marks
    EXTRA = "extra"  # added by the student
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: `name` is its grade_id, or its place in the notebook where it has none; `number` that place, from 1."""

    name: str
    kind: str
    source: str
    role: Role
    grade_id: str | None = None
    points: float = 0.0
    outputs: tuple[Mapping[str, Any], ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class Handin:
    """A submission as data: its cells in order, its evidence arrays (None where there are none), and notes.

    `foreign` says, in a sentence for the student, that the evidence is another submission's, and `damage` why it
    can't be read; None where neither is so.
    """

    cells: tuple[Cell, ...]
    evidence: Arrays | None
    notes: tuple[str, ...]
    foreign: str | None = None
    damage: str | None = None

    def program(self) -> list[Cell]:
        """The student's own code cells, in order."""
        return [cell for cell in self.cells if cell.role in (Role.SOLUTION, Role.EXTRA)]


# --- finding submissions ------------------------------------------------------------------------------------


def find_submissions(path: Path) -> list[Submission]:
    """The submissions under `path`: a notebook, a folder that holds one, or a folder of students' folders.

    Raises KitError where there is none.
    """
    if not path.exists():
        raise KitError(f"{path} does not exist: name a notebook, a folder with one, or a submitted/ folder.")
    if path.is_file():
        return [_from_notebook(path)]
    if _notebooks(path) or path.name in assignments():
        return [_from_folder(path, _assignment_for(path.name, path))]
    own = list(_in_student_folder(path))
    if own:
        return own
    folders = (folder for folder in path.iterdir() if folder.is_dir() and not folder.name.startswith("."))
    found = [submission for folder in sorted(folders) for submission in _in_student_folder(folder)]
    if not found:
        names = ", ".join(sorted(assignments()))
        raise KitError(f"{path} holds no submission: expected a notebook, or <student>/<{names}>/ folders.")
    return found


def _from_notebook(path: Path) -> Submission:
    if not path.name.lower().endswith(_ENDINGS):
        raise KitError(f"{path} is no notebook: its name should end in .ipynb.")
    assignment = _assignment_for(path.stem, path)
    in_course = path.parent.name == assignment.name
    student = path.absolute().parent.parent.name if in_course else path.stem
    return Submission(assignment, student, path.parent, path)


def _from_folder(folder: Path, assignment: Assignment) -> Submission:
    in_course = folder.name == assignment.name
    student = (folder.absolute().parent if in_course else folder.absolute()).name
    return Submission(assignment, student, folder, _notebook_in(folder, assignment))


def _in_student_folder(folder: Path) -> Iterator[Submission]:
    for name, assignment in assignments().items():
        if (folder / name).is_dir():
            found = _from_folder(folder / name, assignment)
            yield replace(found, student=folder.absolute().name)


def _notebook_in(folder: Path, assignment: Assignment) -> Path | None:
    """The assignment's notebook, or the only one there is, in a folder below if need be."""
    named = folder / f"{assignment.name}.ipynb"
    if named.exists():
        return named
    others = _notebooks(folder)
    if not others:
        others = [path for below in _folders_below(folder) for path in _notebooks(below)]
    if not others:
        others = [path for path in (named.with_suffix(".json"),) if path.is_file()]
    return others[0] if len(others) == 1 else None


def _folders_below(folder: Path) -> list[Path]:
    """The folders in a folder, without hidden ones and what a Mac adds to an archive."""
    found = []
    for place, names, _ in os.walk(folder):
        depth = len(Path(place).relative_to(folder).parts)
        names[:] = (
            sorted(name for name in names[:_MOST_FOLDERS] if not name.startswith((".", "__")))
            if depth < _DEPTH
            else []
        )
        found += [Path(place, name) for name in names]
        if len(found) > _MOST_FOLDERS:
            break
    return found


def _notebooks(folder: Path) -> list[Path]:
    """What looks like a notebook in a folder; a Mac's shadows, `._name`, do not."""
    names = (
        sorted(path for path in folder.iterdir() if path.name.lower().endswith(_ENDINGS))
        if folder.is_dir()
        else []
    )
    return [path for path in names if not path.name.startswith("._")]


def _assignment_for(name: str, path: Path) -> Assignment:
    known = assignments()
    for candidate in (name, path.parent.name, path.absolute().parent.name):
        if candidate in known:
            return known[candidate]
    inside = [child.stem for child in path.glob("*.ipynb") if child.stem in known] if path.is_dir() else []
    if inside or len(known) == 1:
        return known[inside[0]] if inside else next(iter(known.values()))
    raise KitError(f"{path} names no assignment: call the notebook one of {', '.join(sorted(known))}.")


# --- reading a notebook -------------------------------------------------------------------------------------


def read(submission: Submission) -> Handin:
    """The submission's cells and evidence; raises Unreadable where there is no notebook to grade."""
    path = _only_notebook(submission)
    cells, notes = tell_apart(read_cells(path), submission.assignment)
    count = len(_notebooks(submission.folder))
    if count > 1 and _is_untouched(cells, submission.assignment):
        raise Unreadable(
            f"{submission.folder} holds {count} notebooks and {path.name} is untouched: give the one to grade its name."
        )
    if path.name != f"{submission.assignment.name}.ipynb":
        notes.append(f"The notebook is called {path.name}; it was graded as {submission.assignment.name}.ipynb.")
    arrays, problem = _read_evidence(submission, cells)
    if problem:
        notes.append(problem)
    return Handin(tuple(cells), arrays, tuple(notes), submission.foreign, None if arrays else problem)


def _only_notebook(submission: Submission) -> Path:
    if submission.notebook is not None:
        return submission.notebook
    count = len(_notebooks(submission.folder))
    name = f"{submission.assignment.name}.ipynb"
    if count:
        raise Unreadable(
            f"{submission.folder} holds {count} notebooks and none is called {name}: rename the one to grade."
        )
    raise Unreadable(f"{submission.folder} holds no notebook: ask the student to hand in {name}.")


def read_cells(path: Path) -> list[Cell]:
    """The cells of a notebook file of any format version, all with the role PROSE or EXTRA for now."""
    content = _parse(path)
    try:
        raw_cells = _upgrade(content)
        if not isinstance(raw_cells, list) or len(raw_cells) > _CELLS:
            raise ValueError(f"no list of at most {_CELLS} cells")
        return [raw_cell(raw, number) for number, raw in enumerate(raw_cells, 1)]
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise Unreadable(
            f"{path} is no Jupyter notebook ({_short(error)}): ask the student to save it again as .ipynb."
        ) from error


def _parse(path: Path) -> dict[str, Any]:
    remedy = "ask the student to download and hand in the notebook again."
    try:
        if not path.resolve().is_relative_to(path.parent.resolve()):
            raise Unreadable(f"{path} is a link to another place: {remedy}")
        if not path.is_file():
            raise Unreadable(f"{path} is no file: {remedy}")
        if path.stat().st_size > NOTEBOOK_MIB * _MIB:
            raise Unreadable(f"{path} is larger than {NOTEBOOK_MIB} MiB: clear its outputs and hand it in again.")
        data = path.read_bytes().strip(b"\0 \t\r\n")
    except (OSError, RuntimeError) as error:  # a link to itself is a RuntimeError
        raise Unreadable(f"{path} can't be read ({_short(error)}): {remedy}") from error
    if not data:
        raise Unreadable(f"{path} is empty: {remedy}")
    if data[:1] == b"<":
        raise Unreadable(f"{path} is an HTML page, not the notebook itself: {remedy}")
    try:
        content = json.loads(_text(data))
    except (ValueError, RecursionError) as error:
        if b"\n<<<<<<< " in data:
            raise Unreadable(
                f"{path} holds an unresolved merge conflict: ask the student to resolve it."
            ) from error
        raise Unreadable(f"{path} is no notebook, its JSON is broken ({_short(error)}): {remedy}") from error
    if not isinstance(content, dict):
        raise Unreadable(f"{path} is no notebook, its JSON holds no object: {remedy}")
    return content


def _text(data: bytes) -> str:
    """JSON's text, in whichever encoding of Unicode, or in that of an old Windows; a few bad bytes cost themselves."""
    data += bytes(-len(data) % 4) if b"\0" in data[:4] else b""  # a last zero byte was taken for an end
    try:
        return data.decode(json.detect_encoding(data)).rstrip("\0")
    except UnicodeDecodeError:
        shown = data.decode("utf-8", errors="replace")
        beyond = sum(letter > "\x7f" for letter in shown)
        return shown if shown.count("\ufffd") < beyond / 4 else data.decode("cp1252", errors="replace")


def _upgrade(content: dict[str, Any]) -> Any:
    """The list of cells, whatever the format's version."""
    old = content.get("nbformat") in (1, 2, 3) and not isinstance(content.get("cells"), list)
    if old or "worksheets" in content:
        import nbformat
        from nbformat.v3.rwbase import rejoin_lines

        try:
            node = nbformat.from_dict({"metadata": {}, "nbformat": 3, "nbformat_minor": 0, **content})
            return nbformat.convert(rejoin_lines(node), 4)["cells"]
        except Exception as error:  # whatever the converter stumbles over, the file is no notebook
            raise ValueError(f"format {content.get('nbformat')} can't be converted: {error}") from error
    return content["cells"]


def raw_cell(raw: Any, number: int) -> Cell:
    """A cell as the file has it, whatever is odd about it."""
    raw = raw if isinstance(raw, Mapping) else {}
    kind = str(raw.get("cell_type", "code")).lower()
    kind = kind if kind in ("code", "markdown", "raw") else "code"
    source = _joined(raw.get("source"))
    source = _TOO_LONG if kind == "code" and len(source) > _CELL_CHARACTERS else source
    metadata = raw.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, Mapping) else None
    marks = marks if isinstance(marks, Mapping) else {}
    grade_id = marks.get("grade_id")
    outputs = raw.get("outputs") if kind == "code" else []
    return Cell(
        name=f"cell {number}",
        kind=kind,
        source=source,
        role=_marked_role(marks, kind),
        grade_id=grade_id if isinstance(grade_id, str) else None,
        points=_points(marks.get("points")),
        outputs=tuple(item for item in outputs if isinstance(item, Mapping)) if isinstance(outputs, list) else (),
        number=number,
    )


def _joined(source: Any) -> str:
    """A cell's text, of one piece or of lines; half a letter, which JSON can hold and Python can't, becomes `?`."""
    lines = [str(line) for line in source] if isinstance(source, list) else [] if source is None else [str(source)]
    end = "" if any("\n" in line for line in lines) else "\n"  # a converter has cut the lines' ends off
    return end.join(lines).encode("utf-8", "replace").decode("utf-8")


def _points(value: Any) -> float:
    """The points that a cell says it has: the kit's own cell decides."""
    return float(value) if isinstance(value, int | float) and 0 <= value <= 1e6 else 0.0


def _marked_role(marks: Mapping[str, Any], kind: str) -> Role:
    """The role that nbgrader's metadata gives a cell."""
    grade, solution, locked = (bool(marks.get(key)) for key in ("grade", "solution", "locked"))
    if kind != "code":
        return Role.TEXT if grade and solution else Role.PROSE
    if solution:
        return Role.SOLUTION
    return Role.CHECK if grade else Role.GIVEN if locked else Role.EXTRA


def _short(error: BaseException) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__


# --- telling the cells apart --------------------------------------------------------------------------------


@cache
def template(assignment: Assignment) -> Mapping[str, Cell]:
    """The instructor's cells by grade_id: given code, solutions, checks and texts."""
    cells = read_cells(assignment.source_notebook)
    return {cell.grade_id: replace(cell, name=cell.grade_id) for cell in cells if cell.grade_id}


def tell_apart(cells: list[Cell], assignment: Assignment) -> tuple[list[Cell], list[str]]:
    """The cells with their roles: by grade_id, or by what they define when the metadata is lost.

    What a student has split stands in one cell; an answer that stands in a given cell or in a check is a cell behind it.
    """
    notes: list[str] = []
    known = template(assignment)
    marked = {cell.grade_id for cell in cells if cell.grade_id}
    seen: set[str] = set()
    behind = _texts_behind(known)
    previous: str | None = None
    named = []
    for cell in cells:
        grade_id = _identify(cell, assignment, known, seen, marked)
        if grade_id is None and cell.kind != "code":
            text = behind.get(previous or "") if _squeezed(cell.source) not in _prose(assignment) else None
            grade_id = text if text not in seen | marked else None
        previous = grade_id
        if grade_id is None:
            role = Role.EXTRA if cell.kind == "code" else Role.PROSE
            named.append(replace(cell, role=role, grade_id=None))
            continue
        original = known[grade_id]
        seen.add(grade_id)
        if original.role is Role.SOLUTION and cell.kind != "code":
            notes.append(f"The cell `{grade_id}` was no code cell any more; it was run as one.")
        changed = original.role in (Role.GIVEN, Role.CHECK) and not _same(cell.source, original.source)
        if changed and original.role is Role.GIVEN:
            notes.append(f"You changed the given cell `{grade_id}`; it was graded in its original form.")
        source = original.source if original.role in (Role.GIVEN, Role.CHECK) else cell.source
        named.append(
            replace(
                cell,
                name=grade_id,
                grade_id=grade_id,
                kind=original.kind,
                role=original.role,
                points=original.points,
                source=source,
            )
        )
        if changed and any(
            _defines(cell.source, task) for task in assignment.tasks
        ):  # an answer was merged into it
            if original.role is Role.CHECK:
                notes.append(f"The answer that stands in the check cell `{grade_id}` was graded.")
            named.append(replace(cell, role=Role.EXTRA, grade_id=None))
    named = _without_idle_stubs(_joined_again(named, notes), assignment)
    code = [cell.source for cell in named if cell.role in (Role.SOLUTION, Role.EXTRA)]
    lost = [
        task.solution_cell
        for task in assignment.tasks
        if task.solution_cell not in {*seen, None} and not any(_defines(source, task) for source in code)
    ]
    notes += [f"The cell `{cell}` is missing, and no other cell defines its names." for cell in lost]
    texts = [name for name, original in known.items() if original.role is Role.TEXT and name not in seen]
    notes += [f"The text `{name}` is missing: there is nothing to mark." for name in texts]
    return named, notes


def _joined_again(cells: list[Cell], notes: list[str]) -> list[Cell]:
    """The cells, where a cell that Jupyter's `split` has cut inside of a class or function is one again."""
    whole: list[Cell] = []
    for cell in cells:
        before = whole[-1] if whole else None
        if (
            before is not None
            and before.role is Role.SOLUTION
            and cell.role is Role.EXTRA
            and cell.source[:1] in " \t"
        ):
            joined = f"{before.source.rstrip()}\n\n{cell.source}"
            if cell.source.strip() and _is_python(python_source(joined)):
                notes.append(f"The cell behind `{before.name}` begins inside of it; it was read as its end.")
                whole[-1] = replace(before, source=joined)
                continue
        whole.append(cell)
    return whole


def _without_idle_stubs(cells: list[Cell], assignment: Assignment) -> list[Cell]:
    """The cells, where what is not written yet doesn't replace an answer that stands in another cell."""
    idle = set()
    for task in assignment.tasks:
        defining = [
            cell for cell in cells if cell.role in (Role.SOLUTION, Role.EXTRA) and _defines(cell.source, task)
        ]
        stubs = [cell for cell in defining if _is_stub(cell.source, assignment)]
        answered = {name for cell in defining if cell not in stubs for name in _names_in(cell.source, task)}
        idle |= {cell.name for cell in stubs if set(_names_in(cell.source, task)) <= answered}
    return [
        replace(cell, role=Role.PROSE) if cell.name in idle and cell.kind == "code" else cell for cell in cells
    ]


def _is_stub(source: str, assignment: Assignment) -> bool:
    """Whether a function of the cell does nothing but say, in the assignment's words, that it is not written yet."""
    words = _stub_words(assignment)
    return any(not words or said & words for said in _raised(source))


@cache
def _stub_words(assignment: Assignment) -> frozenset[str]:
    """What the assignment's stubs say; nothing, where they have no words of their own."""
    sources = (cell.source for cell in template(assignment).values() if cell.role is Role.SOLUTION)
    return frozenset().union(
        *(_words(node) for source in sources for node in _nodes(source) if _is_stub_line(node))
    )


def _raised(source: str) -> Iterator[frozenset[str]]:
    """The words of each function that only raises NotImplementedError."""
    for node in _nodes(source):
        if isinstance(node, ast.FunctionDef):
            lines = [line for line in node.body if not _is_docstring(line)]
            if lines and all(_is_stub_line(line) for line in lines):
                yield frozenset().union(*map(_words, lines))


def _nodes(source: str) -> list[ast.AST]:
    plain = python_source(source)
    return list(ast.walk(ast.parse(plain))) if _is_python(plain) else []


def _is_stub_line(line: ast.AST) -> bool:
    return isinstance(line, ast.Raise) and _STUB in ast.dump(line)


def _words(node: ast.AST) -> frozenset[str]:
    constants = (part.value for part in ast.walk(node) if isinstance(part, ast.Constant))
    return frozenset(value for value in constants if isinstance(value, str))


def _is_docstring(line: ast.stmt) -> bool:
    return isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant)


def _is_untouched(cells: list[Cell], assignment: Assignment) -> bool:
    """Whether no answer is written: every cell that defines a task's names holds its stub."""
    code = [cell for cell in cells if cell.role in (Role.SOLUTION, Role.EXTRA)]
    defining = [cell for cell in code if any(_defines(cell.source, task) for task in assignment.tasks)]
    return all(_is_stub(cell.source, assignment) for cell in defining)


def _identify(
    cell: Cell, assignment: Assignment, known: Mapping[str, Cell], seen: set[str], marked: set[str]
) -> str | None:
    """The template cell that this one is: a second cell with the same id is an added one.

    What a cell says of itself goes first; by content only those are found that no cell claims to be.
    """
    own = cell.grade_id
    if own is not None and own in known and own not in seen:
        retyped = known[own].role is Role.SOLUTION and bool(cell.source.strip())
        if known[own].kind == cell.kind or retyped:
            return own
    lost = {grade_id: known[grade_id] for grade_id in known if grade_id not in seen | marked}
    for grade_id, original in lost.items():
        same_kind = original.kind == cell.kind and original.role is not Role.SOLUTION
        if same_kind and _same(cell.source, original.source):
            return grade_id
    if cell.kind != "code" and not _is_python(cell.source):
        return None
    task = next((task for task in assignment.tasks if _defines(cell.source, task)), None)
    return task.solution_cell if task is not None and task.solution_cell in lost else None


def _texts_behind(known: Mapping[str, Cell]) -> Mapping[str, str]:
    """The texts that a person marks, each by the cell that it stands behind: its task and rubric."""
    order = list(known)
    pairs = itertools.pairwise(order)
    return {before: text for before, text in pairs if known[text].role is Role.TEXT}


@cache
def _prose(assignment: Assignment) -> frozenset[str]:
    """The instructor's cells that have no grade_id."""
    return frozenset(
        _squeezed(cell.source) for cell in read_cells(assignment.source_notebook) if not cell.grade_id
    )


def _same(source: str, original: str) -> bool:
    return _squeezed(source) == _squeezed(original)


def _squeezed(source: str) -> str:
    return "".join(source.split())


def _defines(source: str, task: Task) -> bool:
    return bool(_names_in(source, task))


def _names_in(source: str, task: Task) -> list[str]:
    """Which of a task's names a cell defines at its top level."""
    names = "|".join(map(re.escape, task.defines))
    return re.findall(rf"^(?:class|def)\s+({names})\b", source, re.MULTILINE) if names else []


def python_source(source: str) -> str:
    """A cell's code as plain Python: lines that only IPython knows do nothing, `%time` runs what it times.

    Code that Python reads stays as it is; so does what no rule makes readable, and fails as the cell's own error where
    it is run. Not IPython's own transformer: it hides a `%%time` cell's definitions in a string, and takes minutes for
    a thousand magics.
    """
    if _is_python(source):
        return source
    lines = textwrap.dedent(source.lstrip("\n")).split("\n")
    if lines[0].startswith("%%"):
        if lines[0].split()[0] not in _WHOLE_CELL:
            return "pass" + "\n" * (len(lines) - 1)
        lines[0] = ""
    if all(_PROMPT.match(line) for line in lines if line.strip()):
        lines = [_PROMPT.sub("", line, count=1) for line in lines]
    plain = "\n".join(map(_without_magic, lines))
    return plain if _is_python(plain) else source


def _is_python(source: str) -> bool:
    try:
        compile(source, "cell", "exec", flags=ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _without_magic(line: str) -> str:
    magic = _MAGIC_LINE.fullmatch(line)
    if magic is None:
        return line
    timed = (magic[3] or "").strip() if magic[2] == "time" else ""
    return magic[1] + (timed or "pass")


# --- the evidence -------------------------------------------------------------------------------------------


def _read_evidence(submission: Submission, cells: Sequence[Cell]) -> tuple[Arrays | None, str | None]:
    """The arrays of the evidence file, or else of the notebook's own copy, and what must be said of them."""
    assignment = submission.assignment
    if assignment.evidence_file is None:
        return None, None
    path = evidence_path(submission)
    problem, packed = None, _packed_evidence(cells, assignment)
    try:
        if path.exists() or path.is_symlink():
            renamed = path.name != assignment.evidence_file
            note = f"{path.name} was taken for {assignment.evidence_file}." if renamed else None
            return evidence.read_file(path, assignment.evidence_mib), note
    except Unreadable as error:
        problem = str(error)
    try:
        if packed is None:
            return None, problem
        instead = problem or f"There is no {path.name}."
        return evidence.read_packed(packed), f"{instead} Its copy in the notebook's outputs was used."
    except Unreadable as error:
        return None, problem or str(error)


def evidence_path(submission: Submission) -> Path:
    """The evidence file, or the only file that a browser or a mail program has renamed."""
    name = Path(str(submission.assignment.evidence_file))
    path = submission.folder / name
    if path.exists() or path.is_symlink() or not submission.folder.is_dir():
        return path
    likely = re.compile(rf"(?:copy of )?{re.escape(name.stem)}.*\.(?:{name.suffix[1:]}|zip)", re.IGNORECASE)
    for places in ([submission.folder], _folders_below(submission.folder)):
        others = [other for place in places for other in place.iterdir() if likely.fullmatch(other.name)]
        if others:
            return others[0] if len(others) == 1 else path
    return path


def _packed_evidence(cells: Iterable[Cell], assignment: Assignment) -> bytes | None:
    if assignment.evidence_mime is None:
        return None
    outputs = (output for cell in cells for output in cell.outputs)
    return evidence.packed_in(outputs, assignment.evidence_mime, assignment.evidence_mib)


def with_foreign_evidence(submissions: list[Submission]) -> list[Submission]:
    """The submissions, each with a `foreign` sentence where its evidence is that of a classmate.

    Of several that hold one run, it belongs to the one whose notebook carries a copy of it; if several do, or
    none, to the one that was handed in first; if that is unknown too, to none.
    """
    everybody = {submission.folder.resolve(): submission for one in submissions for submission in _class_of(one)}
    owners: dict[tuple[int, int], list[Submission]] = {}
    for submission in everybody.values():
        for mark in _marks(submission):
            owners.setdefault(mark, []).append(submission)
    return [replace(submission, foreign=_foreign(submission, owners)) for submission in submissions]


def _class_of(submission: Submission) -> list[Submission]:
    """The submission and its neighbours in `<student>/<assignment>/` folders."""
    if submission.folder.name != submission.assignment.name or submission.assignment.evidence_file is None:
        return [submission]
    class_folder = submission.folder.resolve().parent.parent
    return [*_submissions_in(class_folder), submission]


def _submissions_in(class_folder: Path) -> tuple[Submission, ...]:
    try:
        return tuple(find_submissions(class_folder))
    except (KitError, OSError):
        return ()


def _marks(submission: Submission) -> frozenset[tuple[int, int]]:
    """What tells the run that was handed in from any other: of the file if there is one, else of the copy."""
    path = evidence_path(submission)
    own = submission.assignment.evidence_own
    if path.is_file():
        return evidence.marks_of_file(path, own)
    return evidence.marks_of_packed(_own_copy(submission), own)


def _own_copy(submission: Submission) -> bytes | None:
    try:
        path = _only_notebook(submission)
        return _copy_in(path, submission.assignment, path.stat().st_mtime_ns)
    except (Unreadable, OSError, ValueError):
        return None


@cache
def _copy_in(path: Path, assignment: Assignment, changed_ns: int) -> bytes | None:
    return _packed_evidence(read_cells(path), assignment)


def _foreign(submission: Submission, owners: Mapping[tuple[int, int], list[Submission]]) -> str | None:
    """What the student reads if the evidence is another's. Names nobody."""
    marks = _marks(submission)
    sharing = {twin.folder.resolve(): twin for mark in marks for twin in owners.get(mark, [])}
    if len(sharing) < 2:
        return None
    here = submission.folder.resolve()
    vouching = [folder for folder, twin in sharing.items() if _vouched(twin)]
    candidates = vouching or list(sharing)
    times = {folder: _handed_in(folder) for folder in candidates}
    first = min(candidates, key=times.__getitem__)
    known = list(times.values()).count(times[first]) == 1
    if here == first and known:
        return None
    told = "handed in before yours" if known else "handed in too"
    what = f"The weights in {submission.assignment.evidence_file}"
    return f"{what}: expected those of a run of your own, but the same ones were {told}."


_NEVER = "9999"


def _vouched(submission: Submission) -> bool:
    """Whether the notebook itself carries a copy of the run."""
    own = submission.assignment.evidence_own
    return bool(_marks(submission) & evidence.marks_of_packed(_own_copy(submission), own))


def _handed_in(folder: Path) -> str:
    """When, as nbgrader's `timestamp.txt` has it: such texts sort by time."""
    try:
        return (folder / "timestamp.txt").read_text(encoding="utf-8", errors="replace")[:40].strip() or _NEVER
    except OSError:
        return _NEVER
