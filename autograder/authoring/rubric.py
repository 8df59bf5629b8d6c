"""Rubrics as files: `<cell>.rubric.toml` beside the source notebook, one for each text that a person marks."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from autograder.authoring.assignment import Assignment
from autograder.authoring.toml_lines import Place, line_of, read_toml
from autograder.records.errors import KitError
from autograder.records.marking.rubric import Criterion, Level, Rubric
from autograder.records.text import printable

ENDING = ".rubric.toml"
_KEY = re.compile(r"[a-z][a-z0-9-]{0,39}")
_MOST_BYTES, _MOST_WORDS = 100_000, 600  # of a file; characters of one text in it
_MOST_CRITERIA, _MOST_LEVELS = 9, 5  # a digit key a criterion, a letter a level
_MOST_POINTS = 1000
_HEADING = "| what is marked |"


class _Fault(Exception):
    """What is wrong, and where in the file's content."""

    def __init__(self, where: Place, reason: str) -> None:
        super().__init__(reason)
        self.where = where


def rubric_file(folder: Path, cell: str) -> Path:
    """Where the rubric of a text lies."""
    return folder / f"{cell}{ENDING}"


def rubrics(assignment: Assignment) -> Mapping[str, Rubric]:
    """The rubrics beside the assignment's own source notebook, by the text's cell."""
    return rubrics_in(assignment.source_notebook.parent)


def rubrics_in(folder: Path) -> Mapping[str, Rubric]:
    """The rubrics in a folder, by the text's cell; raises KitError for a file that is none."""
    found = (read_rubric(path) for path in sorted(folder.glob(f"*{ENDING}")))
    return {rubric.cell: rubric for rubric in found}


def read_rubric(path: Path) -> Rubric:
    """The rubric in a file, whose name says the text's cell; raises KitError with line and reason where it is broken."""
    text, content = read_toml(path, "rubric", _MOST_BYTES)
    try:
        return _rubric(path.name.removesuffix(ENDING), content)
    except _Fault as fault:
        raise KitError(f"The rubric {path} is broken, line {line_of(text, fault.where)}: {fault}.") from fault


# --- from content to rubric -----------------------------------------------------------------------------------


def _rubric(cell: str, content: Mapping[str, Any]) -> Rubric:
    _expect_fields(content, (), {"title", "criteria"})
    criteria = _tables(content, (), "criteria", _MOST_CRITERIA)
    found = tuple(_criterion(one, ("criteria", number)) for number, one in enumerate(criteria))
    _expect_different([one.key for one in found], ("criteria",), "criteria")
    return Rubric(cell, _words(content, (), "title"), found)


def _criterion(content: Mapping[str, Any], where: Place) -> Criterion:
    _expect_fields(content, where, {"key", "title", "summary", "evidence", "levels"})
    tables = _tables(content, where, "levels", _MOST_LEVELS)
    levels = tuple(_level(one, (*where, "levels", number)) for number, one in enumerate(tables))
    _expect_different([one.key for one in levels], (*where, "levels"), "levels")
    points = [level.points for level in levels]
    if sorted(set(points), reverse=True) != points:
        raise _Fault(
            (*where, "levels"), "levels stand from the best down, each with fewer points than the one before"
        )
    if len(levels) < 2 or points[-1] != 0:
        raise _Fault(where, "a level is missing: a criterion has at least two, the last with 0 points")
    title, evidence = _words(content, where, "title"), _words(content, where, "evidence", needed=False)
    return Criterion(
        _key(content, where), title, levels, evidence, _words(content, where, "summary", needed=False)
    )


def _level(content: Mapping[str, Any], where: Place) -> Level:
    _expect_fields(content, where, {"key", "points", "description", "question"})
    key, points = _key(content, where), _points(content, where)
    question = _words(content, where, "question")
    if not question.endswith("?"):
        raise _Fault((*where, "question"), "`question` ends with a question mark: it is answered with yes or no")
    return Level(key, points, _words(content, where, "description"), question)


def _expect_fields(content: Mapping[str, Any], where: Place, known: set[str]) -> None:
    for name in content:
        if name not in known:
            raise _Fault(
                (*where, name), f"there is no field `{printable(name)}`: there are {', '.join(sorted(known))}"
            )


def _expect_different(keys: list[str], where: Place, kind: str) -> None:
    for key, times in Counter(keys).items():
        if times > 1:
            second = [place for place, one in enumerate(keys) if one == key][1]
            raise _Fault((*where, second), f"two {kind} have the key `{key}`")


def _tables(content: Mapping[str, Any], where: Place, name: str, most: int) -> list[Mapping[str, Any]]:
    found = content.get(name)
    if not isinstance(found, list) or not found or not all(isinstance(one, dict) for one in found):
        raise _Fault(where, f"`{name}` is missing: it is a list of tables")
    if len(found) > most:
        raise _Fault(
            (*where, name, most), f"there are {len(found)} {name}, and at most {most} have keys of their own"
        )
    return found


def _key(content: Mapping[str, Any], where: Place) -> str:
    key = _words(content, where, "key")
    if not _KEY.fullmatch(key):
        raise _Fault((*where, "key"), f"`{key}` is no key: it has small letters, digits and -, as in own-number")
    return key


def _words(content: Mapping[str, Any], where: Place, name: str, *, needed: bool = True) -> str:
    found = content.get(name, None if needed else "")
    if found is None:
        raise _Fault(where, f"`{name}` is missing")
    if not isinstance(found, str) or (needed and not found.strip()):
        raise _Fault((*where, name), f"`{name}` is a text, and not empty")
    if len(found) > _MOST_WORDS:
        raise _Fault((*where, name), f"`{name}` has {len(found)} characters, at most {_MOST_WORDS} are shown")
    return printable(found)


def _points(content: Mapping[str, Any], where: Place) -> float:
    found = content.get("points")
    if found is None:
        raise _Fault(where, "`points` is missing")
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise _Fault((*where, "points"), "`points` is a number")
    if not math.isfinite(found) or not 0 <= found <= _MOST_POINTS:
        raise _Fault((*where, "points"), f"`points` is a number from 0 to {_MOST_POINTS}, not {found}")
    return float(found)


# --- in the notebook ------------------------------------------------------------------------------------------


def as_table(rubric: Rubric) -> str:
    """The rubric as the Markdown table that students read: without the questions, which decide for the marker."""
    columns = _columns(rubric)
    shared = columns is not None
    names = columns if columns is not None else [f"level {'ABCDE'[place]}" for place in range(_widest(rubric))]
    lines = [f"{_HEADING} {' | '.join(names)} |", f"|{'---|' * (len(names) + 1)}"]
    for criterion in rubric.criteria:
        by_column = {level.key: level for level in criterion.levels}
        if not shared:
            by_column = dict(zip(names, criterion.levels, strict=False))
        asked = f": {_cell(criterion.summary)}" if criterion.summary else ""
        levels = (_shown(by_column.get(name)) for name in names)
        lines.append(f"| **{_cell(criterion.title)}**{asked} | {' | '.join(levels)} |".replace("|  |", "| |"))
    return "\n".join(lines)


def _columns(rubric: Rubric) -> list[str] | None:
    """The levels' keys, where all criteria have some of the same in the same order; else None."""
    longest = max(([level.key for level in one.levels] for one in rubric.criteria), key=len)
    for criterion in rubric.criteria:
        keys = [level.key for level in criterion.levels]
        if [key for key in longest if key in keys] != keys:
            return None
    return longest


def _widest(rubric: Rubric) -> int:
    return max(len(criterion.levels) for criterion in rubric.criteria)


def _shown(level: Level | None) -> str:
    return f"{level.points:g}: {_cell(level.description)}" if level is not None else ""


def _cell(words: str) -> str:
    return words.replace("|", r"\|")


def table_in(text: str) -> str | None:
    """The rubric's table in the cell above a text; None where it has none."""
    lines = text.splitlines()
    start = next((place for place, line in enumerate(lines) if line.startswith(_HEADING)), None)
    if start is None:
        return None
    end = next((place for place in range(start, len(lines)) if not lines[place].startswith("|")), len(lines))
    return "\n".join(lines[start:end])


def with_table(text: str, rubric: Rubric) -> str:
    """The cell above a text with the rubric's table in the place of the one it has, or at its end."""
    table, earlier = as_table(rubric), table_in(text)
    return text.replace(earlier, table) if earlier is not None else f"{text.rstrip()}\n\n{table}"


def misfits(found: Mapping[str, Rubric], points: Mapping[str, float], above: Mapping[str, str]) -> Iterator[str]:
    """What of rubrics does not fit a notebook, a clause each: `points` has its texts, `above` what stands over them."""
    for cell, rubric in found.items():
        if cell not in points:
            known = ", ".join(points) or "none"
            yield f"{cell}{ENDING} is the rubric of no text: the notebook's texts are {known}"
        elif not math.isclose(rubric.points, points[cell]):
            yield f"the rubric of `{cell}` has {rubric.points:g} points and its cell {points[cell]:g}"
        elif table_in(above.get(cell, "")) != as_table(rubric):
            yield f"the table above `{cell}` is not that of its rubric"
