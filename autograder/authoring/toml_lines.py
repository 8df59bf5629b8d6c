"""TOML files that people write, and the line on which something stands: `tomllib` forgets where values were."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from autograder.records.errors import KitError

Place = tuple[str | int, ...]  # keys and numbers on the way to a value


def read_toml(path: Path, what: str, most_bytes: int) -> tuple[str, dict[str, Any]]:
    """A file's text and its content. `what` says in an error what the file is, such as "rubric".

    Raises KitError, with the line where there is one, for a file that can't be read, is too large or is no TOML.
    """
    try:
        if path.stat().st_size > most_bytes:
            raise KitError(
                f"The {what} {path} is larger than {most_bytes // 1000} kB: that is more than it can hold."
            )
        data = path.read_bytes()
    except OSError as error:
        raise KitError(
            f"The {what} {path} can't be read ({error.strerror}): put a file that can be read there."
        ) from error
    text = _decoded(path, what, data)
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        number = int(line[1]) if line else len(text.splitlines())  # at the file's end
        raise KitError(f"The {what} {path} is broken, line {number}: {error}.") from error
    except RecursionError as error:
        raise KitError(f"The {what} {path} is broken: its lists are nested too deep.") from error


def _decoded(path: Path, what: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")  # an editor may have put a byte order mark there
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        words = "it has letters in another encoding than UTF-8: save it as UTF-8"
        raise KitError(f"The {what} {path} is broken, line {line}: {words}.") from error


def line_of(text: str, where: Place) -> int:
    """The line on which a place in the content begins, or else what encloses it.

    The file's first lines are read, one more each time, until they hold the place.
    """
    lines, start = text.splitlines(), 1
    while where:
        start = 1
        for number in range(1, len(lines) + 1):
            try:
                content = tomllib.loads("\n".join(lines[:number]))
            except tomllib.TOMLDecodeError:
                continue  # inside of a value of several lines
            if _has(content, where):
                return _without_blank(lines, start, number)
            start = number + 1
        where = where[:-1]
    return 1


def _without_blank(lines: list[str], start: int, end: int) -> int:
    return next((n for n in range(start, end + 1) if lines[n - 1].strip() and lines[n - 1].strip()[0] != "#"), end)


def _has(content: Any, where: Place) -> bool:
    for step in where:
        try:
            content = content[step]
        except (KeyError, IndexError, TypeError):
            return False
    return True
