"""Gradescope: the archive of *Export Submissions* with its list of submitters, its roster, and its results.json."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.authoring.assignment import Assignment
from autograder.grading.results.store import put_text
from autograder.platforms.platform import FileName, HandedInFile, Platform, utc
from autograder.platforms.tables.exported_marks import Export, FinalMark
from autograder.platforms.tables.worksheet import number
from autograder.records.errors import KitError
from autograder.records.person import Person
from autograder.records.results import TaskResult
from autograder.records.text import printable

_METADATA = "submission_metadata.yml"
_METADATA_BYTES = 64 << 20
_FOLDER = "gradescope"  # the kind of id under which a person's last `submission_…` folder is noted


class Gradescope(Platform):
    """Gradescope. Its list of submitters tells who handed in which folder, and when."""

    name = "Gradescope"
    file_patterns = {"Gradescope": r"(?P<student_id>submission_\d+)/(?P<file_id>.+)"}
    precedence = 20
    metadata_files = frozenset({_METADATA})
    numbers_grow = True
    headings = {"first": {"first name"}, "last": {"last name"}, "sid": {"sid", "student id"}}
    format = "gradescope"
    no_feedback = "Gradescope takes no feedback files: its results.json holds each check's message."

    def read_metadata(self, files: Mapping[str, Path]) -> object:
        """Return who handed in each `submission_…` folder, and when: from the outermost file that says so."""
        found = [name for name in files if name.rpartition("/")[2].lower() == _METADATA]
        outermost = min(found, key=lambda name: name.count("/"), default=None)
        return _submitters_by_folder(files[outermost]) if outermost is not None else {}

    def files_of(self, found: FileName, metadata: object) -> list[HandedInFile] | str:
        folder = found.student_id
        known = metadata.get(folder) if isinstance(metadata, dict) else None
        if known is None:
            return f"can't be told whose it is: {_METADATA} is missing or does not name {folder}"
        people, when = known
        file = HandedInFile(self, found.pattern, Person(), folder, str(found.groups["file_id"]))
        file = replace(file, version=int(folder.rpartition("_")[2]), when=when)
        file = replace(file, content=found.content, source=found.source)
        return [replace(file, person=Person(person.name, {**person.ids, _FOLDER: folder})) for person in people]

    def default_path(self, assignment: Assignment) -> Path:
        return Path(f"{assignment.name}-gradescope")

    def write(self, export: Export) -> None:
        """Write one `results.json` a submission, in a folder called as Gradescope's own, or as the student."""
        paths = export.done.paths
        try:
            for mark in export.done.marks:
                path = export.path / mark.person.ids.get(_FOLDER, mark.student) / "results.json"
                record = _results(mark, export.assignment)
                put_text(path, json.dumps(record, indent=2, ensure_ascii=False) + "\n")
                paths.append(path)
            for path in set(export.path.glob("*/results.json")) - set(paths):
                if _is_ours(path):
                    path.unlink()  # of an earlier export, whose mark does not stand any more
        except OSError as error:
            raise KitError(
                f"{export.path} can't be written ({error.strerror}): name another folder with --output."
            ) from error


# --- the list of submitters -------------------------------------------------------------------------------


def _submitters_by_folder(path: Path) -> dict[str, tuple[list[Person], datetime | None]]:
    if path.stat().st_size > _METADATA_BYTES:
        return {}
    from autograder.platforms.tables.plain_yaml import read_yaml  # PyYAML is imported where there is a file for it

    record = read_yaml(path)
    entries = record.items() if isinstance(record, dict) else ()
    found = {str(folder): _handed_in(entry) for folder, entry in entries if isinstance(entry, dict)}
    return {folder: entry for folder, entry in found.items() if entry[0]}


def _handed_in(entry: Mapping[object, object]) -> tuple[list[Person], datetime | None]:
    people = list(_submitters(entry.get(":submitters", entry.get("submitters"))))
    return people, utc(entry.get(":created_at", entry.get("created_at")))


def _submitters(value: object) -> Iterator[Person]:
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict):
            cells = {
                key: printable(str(one.get(f":{key}", one.get(key)) or "")) for key in ("name", "sid", "email")
            }
            ids = {key: cells[key] for key in ("sid", "email") if cells[key]}
            if ids or cells["name"]:
                yield Person(cells["name"], ids)


# --- results.json -----------------------------------------------------------------------------------------


FORMATS = {  # of results.json: texts are shown as they are, and what the autograder prints to the instructor alone
    "output_format": "text",
    "test_output_format": "text",
    "test_name_format": "text",
    "visibility": "visible",
    "stdout_visibility": "hidden",
}


def _results(mark: FinalMark, assignment: Assignment) -> dict[str, Any]:
    late = f"{number(mark.penalty)} points were taken for handing in late." if mark.penalty else ""
    return {
        "score": round(mark.score, 4),
        "max_score": mark.max_score,
        "output": late,
        **FORMATS,
        "tests": [*_machine_tests(mark, assignment), *_manual_tests(mark, assignment)],
        "extra_data": {"written_by": "vaekit", "student": mark.student},
    }


def _machine_tests(mark: FinalMark, assignment: Assignment) -> list[dict[str, Any]]:
    """Each check with its message, where the result is stored and agrees with the gradebook; else each cell."""
    points = {cell.name: cell for cell in mark.cells}
    found = []
    for task in assignment.tasks:
        cell = points.get(task.check_cell)
        stored = next((one for one in mark.result.tasks if one.id == task.id), None) if mark.result else None
        if cell is not None and stored is not None and stored.earned == cell.score:
            found += tests_of_task(stored)
        elif cell is not None:
            found.append(_test(task.id, cell.score, cell.max_score, cell.comment))
    return found


def tests_of_task(task: TaskResult) -> list[dict[str, Any]]:
    """Return an entry of results.json for each check of a task."""
    return [_test(f"{task.id}: {one.sentence}", one.earned, one.points, message) for one, message in task.shown()]


def _manual_tests(mark: FinalMark, assignment: Assignment) -> list[dict[str, Any]]:
    machine = {task.check_cell for task in assignment.tasks}
    cells = [cell for cell in mark.cells if cell.name not in machine]
    return [_test(cell.name, cell.score, cell.max_score, cell.comment) for cell in cells]


def _test(name: str, score: float, most: float, output: str) -> dict[str, Any]:
    status = "passed" if score >= most else "failed"
    return {
        "name": name,
        "score": score,
        "max_score": most,
        "status": status,
        "output": output,
        "visibility": "visible",
    }


def _is_ours(path: Path) -> bool:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return bool(record["extra_data"]["written_by"] == "vaekit")
    except (OSError, ValueError, KeyError, TypeError):
        return False


PLATFORM = Gradescope()
