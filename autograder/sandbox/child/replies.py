"""Replies of a child, checked for their form: student code can send anything in their place."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any

from autograder.records.text import printable, shortened
from autograder.wire import ErrorReport, MessageKind, Reply

_MAX_TEXT = 4_000  # characters of a text that are looked at
_MAX_SHOWN = 400


def read_reply(message: Mapping[str, Any]) -> Reply:
    """Return the reply. A field of another type is as if it were absent, and so is a kind that does not exist."""
    kind, answer, errors = message.get("kind"), message.get("answer"), message.get("errors")
    reports = [_read_error(error) for error in errors] if isinstance(errors, list) else []
    return Reply(
        kind=_read_kind(kind),
        number=_read_int(message.get("number")),
        answer=answer if isinstance(answer, dict) else None,
        name=str(message.get("name")),
        error=_read_error(message.get("error")),
        place=_read_place(message.get("place")),
        errors=[report for report in reports if report is not None],
        ready_error=_read_error(message.get("ready_error")),
    )


def _read_kind(value: Any) -> MessageKind | None:
    with contextlib.suppress(ValueError):
        return MessageKind(value) if isinstance(value, str) else None
    return None


def _read_int(value: Any) -> int | None:
    return value if type(value) is int else None


def _read_place(value: Any) -> tuple[int, int] | None:
    is_pair = isinstance(value, list) and len(value) == 2 and all(type(item) is int for item in value)
    return (value[0], value[1]) if is_pair else None


def _read_error(value: Any) -> ErrorReport | None:
    if not isinstance(value, list) or len(value) != len(ErrorReport._fields):
        return None
    report = ErrorReport(*value)
    question = report.question
    is_place = isinstance(question, list) and len(question) == 2 and isinstance(question[0], str)
    line = _read_int(question[1]) if is_place and question is not None else None
    return ErrorReport(
        type=report.type[:_MAX_TEXT] if isinstance(report.type, str) else "",
        text="" if report.text is None else str(report.text)[:_MAX_TEXT],
        cell=report.cell if isinstance(report.cell, str) else "",
        line=_read_int(report.line) or 0,
        question=(question[0], line) if question is not None and line is not None else None,
        loaded_cell=report.loaded_cell if isinstance(report.loaded_cell, str) else "",
    )


def as_one_line(text: str) -> str:
    """Return untrusted text as one printable line of bounded length, cut between words."""
    return shortened(printable(text[:_MAX_TEXT]), _MAX_SHOWN)


def summary(error: ErrorReport | None) -> str:
    """Return an error of the kit's own code as one line."""
    return f"{as_one_line(error.type)}: {as_one_line(error.text)}" if error is not None else "it gave no reason"


def with_place(error: ErrorReport, inside: str = "") -> str:
    """Return a student's error as one line with its place; a reader who knows the cell `inside` is told the line."""
    cell = as_one_line(error.cell)
    place = "" if not cell else f" (line {error.line}" + (")" if cell == inside else f" of cell `{cell}`)")
    return f"{as_one_line(error.type)}: {as_one_line(error.text)}{place}"
