"""The floors that the walks are measured by are those of import-linter's contract."""

from __future__ import annotations

from pathlib import Path

from tools.walks import ROOT, height, layers


def test_every_module_stands_on_a_floor_of_the_contract() -> None:
    floors = layers(ROOT)
    package = ROOT / "autograder"
    rooms = [_room(file.relative_to(package)) for file in package.rglob("*.py")]
    assert {room.split(".")[0] for room in rooms if height(room, floors) == len(floors)} == {"__init__"}


def test_a_floor_is_higher_than_what_it_imports() -> None:
    floors = layers(ROOT)
    assert (
        height("commands.grade", floors)
        > height("course.configuration.root", floors)
        > height("records.text", floors)
    )
    assert height("records.text", floors) == height("wire", floors)  # side by side in the contract


def _room(file: Path) -> str:
    return ".".join(file.with_suffix("").parts)
