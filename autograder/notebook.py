"""One notebook file: its cells as data, and a cell's code as plain Python.

The file is untrusted. Its size is bounded before anything is parsed, nothing is run, and what can't be read becomes one
sentence: the file, what is wrong, what to do.
"""

from __future__ import annotations

import ast
import json
import re
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from autograder.results import Unreadable

_T = TypeVar("_T")
_MIB = 1 << 20
NOTEBOOK_MIB = 64  # a notebook with many large figures has about 10
_CELLS = 20_000
_CELL_CHARACTERS = 100_000  # of code: eight such cells fit into a message to the sandbox
_TOO_LONG = f'raise ValueError("This cell is longer than {_CELL_CHARACTERS} characters and was not run.")'
_PROMPT = re.compile(r"(?:>>> ?|\.\.\. ?|In \[\d+\]: ?|   \.{2,}: ?)")
_MAGIC_LINE = re.compile(r"([ \t]*)(?:%(time|timeit|prun)\b(.*)|[%!?].*|[^#'\"]*\?[ \t]*|[\w, ]+=[ \t]*[%!].*)")
_WHOLE_CELL = ("%%time", "%%timeit", "%%capture", "%%prun")  # magics whose cell is Python that is run


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


def read_cells(path: Path) -> list[Cell]:
    """The cells of a notebook file of any format version, all with the role PROSE or EXTRA for now."""
    return _cells(path, raw_cell)


def read_plainly(path: Path) -> dict[str, Any]:
    """The notebook as format 4 has it: each cell's kind, text, grade_id and attachments; no outputs."""
    return {"metadata": {}, "nbformat": 4, "nbformat_minor": 4, "cells": _cells(path, _plain_cell)}


def _cells(path: Path, read: Callable[[Any, int], _T]) -> list[_T]:
    """Every cell, read with its number; raises Unreadable where the file is no notebook."""
    content = _parse(path)
    try:
        raw_cells = _upgrade(content)
        if not isinstance(raw_cells, list) or len(raw_cells) > _CELLS:
            raise ValueError(f"no list of at most {_CELLS} cells")
        return [read(raw, number) for number, raw in enumerate(raw_cells, 1)]
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


def _plain_cell(raw: Any, number: int) -> dict[str, Any]:
    cell = raw_cell(raw, number)
    metadata = {"nbgrader": {"grade_id": cell.grade_id}} if cell.grade_id is not None else {}
    plain = {"cell_type": cell.kind, "source": cell.source, "metadata": metadata}
    if cell.kind == "code":
        return {**plain, "outputs": [], "execution_count": None}
    attached = raw.get("attachments") if isinstance(raw, Mapping) else None
    whole = isinstance(attached, Mapping) and all(isinstance(bundle, Mapping) for bundle in attached.values())
    return {**plain, "attachments": attached} if whole else plain


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


# --- code as plain Python -----------------------------------------------------------------------------------


def python_source(source: str) -> str:
    """A cell's code as plain Python: lines that only IPython knows do nothing, `%time` runs what it times.

    Code that Python reads stays as it is; so does what no rule makes readable, and fails as the cell's own error where
    it is run. Not IPython's own transformer: it hides a `%%time` cell's definitions in a string, and takes minutes for
    a thousand magics.
    """
    if is_python(source):
        return source
    lines = textwrap.dedent(source.lstrip("\n")).split("\n")
    if lines[0].startswith("%%"):
        if lines[0].split()[0] not in _WHOLE_CELL:
            return "pass" + "\n" * (len(lines) - 1)
        lines[0] = ""
    if all(_PROMPT.match(line) for line in lines if line.strip()):
        lines = [_PROMPT.sub("", line, count=1) for line in lines]
    plain = "\n".join(map(_without_magic, lines))
    return plain if is_python(plain) else source


def is_python(source: str) -> bool:
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
