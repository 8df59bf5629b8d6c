"""Records as JSON and back: for results on disk, reports, and messages of other processes and machines.

msgspec reads a dataclass's fields and their types. The text itself is written and read by Python's `json`: the name
of a file that is not UTF-8 holds lone surrogates, which msgspec's own reader and writer refuse.
"""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any, TypeVar

import msgspec

_Record = TypeVar("_Record")


class NotThatRecord(ValueError):
    """The text or the values do not form the expected record; the message says what is wrong, and where."""


def values_of(record: Any) -> Any:
    """A record, or a list or dict of them, as JSON values: dataclasses as dicts, enums as their values, bytes as base64,
    paths as text.
    """
    return msgspec.to_builtins(record, enc_hook=_path_as_text)


def record_of(kind: type[_Record], values: Any) -> _Record:
    """Build a record of the given type from JSON values, ignoring unknown fields; raises NotThatRecord."""
    try:
        return msgspec.convert(values, kind)
    except (ValueError, RecursionError) as error:
        raise NotThatRecord(str(error)) from error


def write_record(record: Any) -> str:
    """Return a record as JSON text."""
    return json.dumps(values_of(record))


def read_record(kind: type[_Record], text: str | bytes) -> _Record:
    """Build a record of the given type from JSON text; raises NotThatRecord."""
    try:
        values = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise NotThatRecord(str(error)) from error
    return record_of(kind, values)


def _path_as_text(value: Any) -> str:
    if isinstance(value, PurePath):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no JSON number")
