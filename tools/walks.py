"""Three walks through the house: which modules a command passes, and how often the way leads up.

`python -m tools.walks` runs each command with a profiler and prints a table for docs/architecture.md. A room is a module,
a floor a layer of import-linter's contract in pyproject.toml. A turn is a step up between two rooms that are entered for
the first time one after the other: the command comes back from one floor and goes down to another. A climb is a pair of
rooms where a function of the lower one calls a function of the higher one: a callback, as no import leads up.
"""

from __future__ import annotations

import argparse
import json
import os
import runpy
import shutil
import subprocess
import sys
import tempfile
import threading
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = min((ROOT / "examples" / "submitted").glob("*/*"))  # folders of student and assignment


@dataclass(frozen=True)
class Walk:
    """What one command passed: modules by first entry, and the pairs of caller and callee on different floors."""

    rooms: tuple[str, ...]
    calls: frozenset[tuple[str, str]]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.walks", description=__doc__)
    parser.add_argument("--tree", type=Path, default=ROOT, help="the clone that is walked through")
    parser.add_argument(
        "--floors", type=Path, help="modules in place of the contract's layers: one a line, lowest first"
    )
    parser.add_argument("--rooms", action="store_true", help="print the rooms of each walk, too")
    parser.add_argument("--record", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.record:
        _record(Path(given.record[0]), given.record[1:])
        return
    tree = given.tree.resolve()
    floors = given.floors.read_text(encoding="utf-8").split() if given.floors else layers(tree)
    print("| walk | rooms | floors | turns | climbs |\n|---|---|---|---|---|")
    for title, walk in walks(tree).items():
        heights = [height(room, floors) for room in walk.rooms]
        turns = sum(after > before for before, after in pairwise(heights))
        climbs = sorted(call for call in walk.calls if height(call[1], floors) > height(call[0], floors))
        print(f"| {title} | {len(walk.rooms)} | {len(set(heights))} | {turns} | {len(climbs)} |")
        if given.rooms:
            for number, room in zip(heights, walk.rooms, strict=True):
                print(f"  {number:2} {room}", file=sys.stderr)
            for caller, callee in climbs:
                print(f"  climb: {caller} -> {callee}", file=sys.stderr)


def layers(tree: Path) -> list[str]:
    """The floors of import-linter's contract, lowest first; several that stand side by side are one entry."""
    settings = tomllib.loads((tree / "pyproject.toml").read_text(encoding="utf-8"))
    contract = next(one for one in settings["tool"]["importlinter"]["contracts"] if one["type"] == "layers")
    return list(reversed(contract["layers"]))


def height(room: str, floors: list[str]) -> int:
    """The number of a room's floor; what belongs to the package itself stands above all."""
    name = room.split(".")[0]
    return next(
        (number for number, floor in enumerate(floors) if name in floor.replace(" ", "").split("|")), len(floors)
    )


def walks(tree: Path) -> dict[str, Walk]:
    """A hand-in by itself, a folder of a course, and a course's marks, each by the command that an instructor types."""
    with tempfile.TemporaryDirectory(prefix="vaekit-walks-") as made:
        course, record = Path(made, "course"), Path(made, "record.json")
        _vaekit(tree, Path(made), "init", str(course), "--assignment", EXAMPLE.name)
        shutil.copytree(EXAMPLE, Path(made, "hand-in"))
        shutil.copytree(EXAMPLE, course / "submitted" / EXAMPLE.parent.name / EXAMPLE.name)
        commands = {
            "a submission through a grading: `vaekit grade hand-in`": (Path(made), ("grade", "hand-in")),
            "a folder through the command: `vaekit grade submitted`": (
                course,
                ("grade", "submitted", "--workers", "1"),
            ),
            "a mark through the export: `vaekit export --format csv`": (course, ("export", "--format", "csv")),
        }
        found = {}
        for title, (folder, words) in commands.items():
            _vaekit(tree, folder, *words, record=record)
            read = json.loads(record.read_text(encoding="utf-8"))
            found[title] = Walk(tuple(read["rooms"]), frozenset((a, b) for a, b in read["calls"]))
        return found


def _vaekit(tree: Path, folder: Path, *words: str, record: Path | None = None) -> None:
    """Run `vaekit` of a clone in a folder; with a record, under the profiler."""
    profiled = [__file__, "--record", str(record)] if record else ["-m", "autograder"]
    ran = subprocess.run(
        [sys.executable, *profiled, *words],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode not in (0, 1):  # 1: marks are left out of the file, as the texts have no marks yet
        raise SystemExit(f"vaekit {' '.join(words)} ended with {ran.returncode}:\n{ran.stdout}{ran.stderr}")


def _record(file: Path, words: list[str]) -> None:
    """Run `vaekit` in this process and write down the rooms and calls it passes."""
    import autograder

    package = str(Path(autograder.__file__).parent) + os.sep
    rooms: dict[str, None] = {}
    calls: set[tuple[str, str]] = set()
    importing = threading.local()

    def room_of(frame: FrameType) -> str | None:
        place = frame.f_code.co_filename
        if not place.startswith(package) or not place.endswith(".py"):  # a template is no room
            return None
        return place.removeprefix(package).removesuffix(".py").removesuffix("/__init__").replace(os.sep, ".")

    def profile(frame: FrameType, event: str, _: object) -> None:
        if event not in ("call", "return") or (room := room_of(frame)) is None:
            return
        if room == "__main__":
            return
        if frame.f_code.co_name == "<module>":  # an import runs on every floor below, and is no step of the walk
            importing.depth = getattr(importing, "depth", 0) + (1 if event == "call" else -1)
        elif event == "call" and not getattr(importing, "depth", 0):
            rooms.setdefault(room)
            caller = next(filter(None, map(room_of, _callers(frame))), room)
            if caller != room:
                calls.add((caller, room))

    sys.argv = ["vaekit", *words]
    threading.setprofile(profile)
    sys.setprofile(profile)
    try:
        runpy.run_module("autograder", run_name="__main__", alter_sys=True)
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
        file.write_text(json.dumps({"rooms": list(rooms), "calls": sorted(calls)}), encoding="utf-8")


def _callers(frame: FrameType) -> Iterator[FrameType]:
    while (above := frame.f_back) is not None:
        yield above
        frame = above


if __name__ == "__main__":
    main()
