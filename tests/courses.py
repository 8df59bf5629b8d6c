"""What a grading leaves in a course, in a form in which two gradings of the same course are equal."""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
from pathlib import Path
from typing import Any


def everything(course: Path) -> dict[str, Any]:
    """All that a grading leaves in a course, without the numbers and times that no two runs share."""
    written = (path for name in ("autograded", "feedback") for path in (course / name).rglob("*"))
    files = {str(path.relative_to(course)): _content(path) for path in written if path.is_file()}
    kept = (course / ".vaekit").rglob("*")
    unfinished = [path.name for path in kept if path.is_file() and "tmp" in path.name]
    return {"files": files, "gradebook": _rows(course / "gradebook.db"), "unfinished": unfinished}


def _content(path: Path) -> Any:
    if path.suffix == ".ipynb":  # a cell that the kit adds has a number of its own
        cells = json.loads(path.read_text())["cells"]
        return [{name: value for name, value in cell.items() if name != "id"} for cell in cells]
    return re.sub(rb"cell-id=\w+", b"", path.read_bytes())


def _rows(gradebook: Path) -> dict[str, list[str]]:
    """Every table's rows, in words: what a row points at stands in the place of its number."""
    with contextlib.closing(sqlite3.connect(gradebook)) as database:
        database.row_factory = sqlite3.Row
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        tables = {name: [dict(row) for row in database.execute(f'SELECT * FROM "{name}"')] for name in names}
    known = {row["id"]: row for rows in tables.values() for row in rows if _is_number(row.get("id"))}

    def words(row: dict[str, Any]) -> str:
        told = {name: value for name, value in row.items() if name != "timestamp" and row.get("id") != value}
        named = "" if _is_number(row.get("id")) else row.get("id")
        pointed = {name: words(known[value]) if value in known else value for name, value in told.items()}
        return json.dumps([named, pointed])

    return {name: sorted(map(words, rows)) for name, rows in tables.items()}


def _is_number(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch("[0-9a-f]{32}", value) is not None
