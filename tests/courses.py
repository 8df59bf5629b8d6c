"""A course's root, and what a grading leaves in it, in a form in which two gradings of the same course are equal."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from answers import NAME, ROOT, WRONG_SPREAD, edited, reference_cells, run

from corpus.entries import EVIDENCE


def make_course(folder: Path) -> None:
    """Write a course root with the sources of every assignment and an exchange, and nothing generated."""
    sources = shutil.ignore_patterns("*.npz", "__pycache__")
    shutil.copytree(ROOT / "source", folder / "source", ignore=sources, dirs_exist_ok=True)
    (folder / "exchange").mkdir()
    (folder / "exchange").chmod(0o777)
    own = '\nc.Exchange.root = str(root / "exchange")\n'
    (folder / "nbgrader_config.py").write_text(_config(ROOT) + own)


def make_toy_course(folder: Path, kit: Path) -> None:
    """Write a course root of the toy, with its release; its configuration finds the kit that knows the toy."""
    shutil.copytree(ROOT / "tests" / "toy" / "course", folder / "source" / "toy")
    (folder / "nbgrader_config.py").write_text(_config(kit))
    run("nbgrader", "generate_assignment", "toy", cwd=folder, PYTHONPATH=str(kit))


def _config(kit: Path) -> str:
    """The kit's own configuration of a course, for a root that lies elsewhere than the kit."""
    config = (ROOT / "nbgrader_config.py").read_text()
    return config.replace("sys.path.insert(0, str(root))", f"sys.path.insert(0, {str(kit)!r})")


def release(folder: Path) -> None:
    """Write a course root whose assignment is generated and released."""
    make_course(folder)
    run("nbgrader", "generate_assignment", NAME, cwd=folder)
    run("nbgrader", "release_assignment", NAME, cwd=folder)


TEXT_WITH_SCRIPT = """After 5 epochs the digits lie on top of each other, and after 30 epochs 4 and 9 still do.

<script>window.owned = 1</script><img src=x onerror="window.owned = 2"><svg onload="window.owned = 3"></svg>
[more](javascript:window.owned=4) ![t](http://127.0.0.1:9/x.png)
"""


def grade_a_class(course: Path, released: Path) -> None:
    """Copy the released course, and do a round: one student through the exchange, three by hand; graded twice."""
    shutil.copytree(released, course, dirs_exist_ok=True)
    with tempfile.TemporaryDirectory() as desk:
        _hand_in_by_exchange(course, Path(desk))
    run("nbgrader", "collect", NAME, cwd=course)
    (collected,) = (course / "submitted").iterdir()
    collected.rename(course / "submitted" / "right")
    unpacked = course / "release" / NAME / f"{NAME}.ipynb"
    spread = {**reference_cells(), "sampling": WRONG_SPREAD, "latent-writeup": TEXT_WITH_SCRIPT}
    for student, cells in {"untouched": {}, "spread": spread}.items():
        edited(unpacked, course / "submitted" / student / NAME / f"{NAME}.ipynb", cells)
    shutil.copyfile(EVIDENCE, course / "submitted" / "spread" / NAME / "evidence.npz")
    stripped = course / "submitted" / "stripped" / NAME / f"{NAME}.ipynb"
    edited(unpacked, stripped, reference_cells())
    notebook = nbformat.read(stripped, as_version=4)
    for cell in notebook.cells:
        cell.metadata.clear()
    nbformat.write(notebook, stripped)
    run("vaekit", "grade", "submitted", "--no-gradebook", "--workers", "2", "--json", "report.json", cwd=course)
    run("nbgrader", "autograde", NAME, cwd=course)
    run("nbgrader", "generate_feedback", NAME, cwd=course)
    run("nbgrader", "export", cwd=course)


def _hand_in_by_exchange(course: Path, desk: Path) -> None:
    own = f"\nc.Exchange.root = {str(course / 'exchange')!r}\n"
    (desk / "nbgrader_config.py").write_text((course / "nbgrader_config.py").read_text() + own)
    run("nbgrader", "fetch_assignment", NAME, "--course", "vae", cwd=desk)
    edited(desk / NAME / f"{NAME}.ipynb", desk / NAME / f"{NAME}.ipynb", reference_cells())
    run("nbgrader", "submit", NAME, "--course", "vae", cwd=desk)


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
    if path.name == "submission_secret.txt":  # made by chance where nobody handed in by the exchange
        return None
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
