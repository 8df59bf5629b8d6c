"""Records as JSON and back: for results on disk, reports, and what other processes and machines send.

msgspec reads a dataclass's fields and their types. The text itself is Python's `json`: a name of a file that is no UTF-8
has half characters, which msgspec's own reader and writer refuse.
"""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any, TypeVar

import msgspec

_Record = TypeVar("_Record")


class NotThatRecord(ValueError):
    """The text or the values are not the record that was asked for; says in a sentence what is wrong, and where."""


def values_of(record: Any) -> Any:
    """A record, or a list or dict of them, as JSON values: dataclasses as dicts, enums as their values, bytes as base64,
    paths as text.
    """
    return msgspec.to_builtins(record, enc_hook=_path_as_text)


def record_of(kind: type[_Record], values: Any) -> _Record:
    """The record of that type in JSON values, without the fields that the type does not have; raises NotThatRecord."""
    try:
        return msgspec.convert(values, kind)
    except (ValueError, RecursionError) as error:
        raise NotThatRecord(str(error)) from error


def write_record(record: Any) -> str:
    """A record as JSON text."""
    return json.dumps(values_of(record))


def read_record(kind: type[_Record], text: str | bytes) -> _Record:
    """The record of that type in JSON text; raises NotThatRecord."""
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
