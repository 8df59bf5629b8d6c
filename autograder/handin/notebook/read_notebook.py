"""One notebook file: its cells as data, and a cell's code as plain Python.

The file is untrusted. Its size is bounded before anything is parsed, nothing is run, and what can't be read becomes one
sentence: the file, what is wrong, what to do.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from autograder.handin.files.plain import NotPlain, open_plain
from autograder.records.cell import Cell, Role
from autograder.records.errors import Unreadable
from autograder.records.text import shortened
from autograder.records.units import MIB

_T = TypeVar("_T")
NOTEBOOK_MIB = 64  # a notebook with many large figures has about 10
_MOST_PARTS, _MOST_WORDS = (
    1_000_000,
    2_000_000,
)  # lists and objects; strings: each takes up to 30 times its size in memory
_CELLS = 20_000
_CELL_CHARACTERS = 100_000  # of code: eight such cells fit into a message to the sandbox
_CODE_CHARACTERS = 1_000_000  # of all cells: what is longer can't be sent to the sandbox either
_TOO_LONG = f'raise ValueError("This cell is longer than {_CELL_CHARACTERS} characters and was not run.")'
_TOO_MUCH = f'raise ValueError("The cells before this one have {_CODE_CHARACTERS} characters: it was not run.")'


def read_cells(path: Path, trusted: Path | None = None) -> list[Cell]:
    """The cells of a notebook file of any format version, all with the role PROSE or EXTRA for now.

    Of a hand-in, `trusted` is the folder below which no link is followed, and then a hard link is refused, too.
    """
    return cells_in(notebook_bytes(path, trusted), path)


def cells_in(data: bytes, path: Path) -> list[Cell]:
    """As `read_cells`, from the bytes of the file."""
    return _within_bounds(_cells(data, path, raw_cell))


def _within_bounds(cells: list[Cell]) -> list[Cell]:
    """The cells; where there is too much code, each further code cell is replaced by one that only says so."""
    found, size = [], 0
    for cell in cells:
        size += len(cell.source) if cell.kind == "code" else 0
        too_much = cell.kind == "code" and size > _CODE_CHARACTERS
        found.append(replace(cell, source=_TOO_MUCH) if too_much else cell)
    return found


def metadata_of(path: Path, trusted: Path | None = None) -> Mapping[str, Any]:
    """The notebook's own metadata; empty where it has none that can be read."""
    try:
        metadata = _parse(notebook_bytes(path, trusted), path).get("metadata")
    except Unreadable:
        return {}
    return metadata if isinstance(metadata, Mapping) else {}


def read_plainly(path: Path, trusted: Path | None = None) -> dict[str, Any]:
    """The notebook as format 4 has it: each cell's kind, text, grade_id and attachments; no outputs."""
    cells = _cells(notebook_bytes(path, trusted), path, _plain_cell)
    return {"metadata": {}, "nbformat": 4, "nbformat_minor": 4, "cells": cells}


def _cells(data: bytes, path: Path, read: Callable[[Any, int], _T]) -> list[_T]:
    """Every cell, read with its number; raises Unreadable where the file is no notebook."""
    content = _parse(data, path)
    try:
        raw_cells = _upgrade(content)
        if not isinstance(raw_cells, list) or len(raw_cells) > _CELLS:
            raise ValueError(f"no list of at most {_CELLS} cells")
        return [read(raw, number) for number, raw in enumerate(raw_cells, 1)]
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise Unreadable(
            f"{path} is no Jupyter notebook ({_short(error)}): ask the student to save it again as .ipynb."
        ) from error


_REMEDY = "ask the student to download and hand in the notebook again."


def notebook_bytes(path: Path, trusted: Path | None = None) -> bytes:
    """The content of a notebook file; raises Unreadable where it is no plain file of bounded size."""
    try:
        with open_plain(path, trusted) as file:
            if trusted is not None and os.fstat(file.fileno()).st_nlink > 1:
                raise NotPlain("it is a hard link, another name of a file that stands elsewhere as well", path)
            data = file.read(NOTEBOOK_MIB * MIB + 1)
    except OSError as error:
        raise Unreadable(f"{path} can't be read ({error.strerror}): {_REMEDY}") from error
    if len(data) > NOTEBOOK_MIB * MIB:
        raise Unreadable(f"{path} is larger than {NOTEBOOK_MIB} MiB: clear its outputs and hand it in again.")
    return data


def _parse(data: bytes, path: Path) -> dict[str, Any]:
    data = data.strip(b"\0 \t\r\n")
    if not data:
        raise Unreadable(f"{path} is empty: {_REMEDY}")
    if data[:1] == b"<":
        raise Unreadable(f"{path} is an HTML page, not the notebook itself: {_REMEDY}")
    if data.count(b"[") + data.count(b"{") > _MOST_PARTS or data.count(b'"') > 2 * _MOST_WORDS:
        raise Unreadable(f"{path} has more parts than a reader can take: clear its outputs and hand it in again.")
    try:
        content = json.loads(_text(data))
    except (ValueError, RecursionError) as error:
        if b"\n<<<<<<< " in data:
            raise Unreadable(
                f"{path} holds an unresolved merge conflict: ask the student to resolve it."
            ) from error
        raise Unreadable(f"{path} is no notebook, its JSON is broken ({_short(error)}): {_REMEDY}") from error
    if not isinstance(content, dict):
        raise Unreadable(f"{path} is no notebook, its JSON holds no object: {_REMEDY}")
    return content


def _text(data: bytes) -> str:
    """Decode JSON in any encoding of Unicode, or in Windows-1252; bytes that can't be decoded are replaced."""
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
    whole = isinstance(attached, Mapping) and all(map(_is_bundle, attached.values()))
    return {**plain, "attachments": attached} if whole else plain


def _is_bundle(bundle: Any) -> bool:
    """Whether it is an attachment as Jupyter writes it: its texts by their kind, nothing nested."""
    if not isinstance(bundle, Mapping):
        return False
    return all(
        isinstance(text, str) or (isinstance(text, list) and all(isinstance(line, str) for line in text))
        for text in bundle.values()
    )


def _joined(source: Any) -> str:
    """A cell's text, stored as one string or as lines; a lone surrogate, which Python can't encode, becomes `?`."""
    lines = list(map(_word, source)) if isinstance(source, list) else [_word(source)]
    end = "" if any("\n" in line for line in lines) else "\n"  # a converter has cut the lines' ends off
    return end.join(lines).encode("utf-8", "replace").decode("utf-8")


def _word(value: Any) -> str:
    """A line as text; what is no text or number, such as lists in each other without end, is none."""
    return str(value) if isinstance(value, str | int | float) else ""


def _points(value: Any) -> float:
    """The points that the cell's metadata state; the assignment's own declaration is what counts."""
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
    return shortened(str(error).splitlines()[0], 120) if str(error) else type(error).__name__
