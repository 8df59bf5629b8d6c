"""The history of marks: each change as a row, which is never changed but for having been taken back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, select

from autograder.course.gradebook.marks.desk_tables import HISTORY, row_of_mark
from autograder.course.marking.mark_rows import Order
from autograder.records.marking.marks import Change, Event, Grade, Reading


def event_of(row: Mapping[str, Any]) -> Event:
    """The entry in a row."""
    return Event(
        row["number"],
        row["student"],
        row["cell"],
        Reading(row["reading"]),
        Change(row["kind"]),
        row["marker"],
        row["changed_at"],
        json.loads(row["levels"]),
        row["score"],
        row["gradebook"],
    )


def last_change(connection: Connection, of_text: ColumnElement[bool], reading: Reading) -> Any:
    """The number of a mark's last change that was not taken back."""
    where = of_text & (HISTORY.c.reading == reading) & HISTORY.c.undone.is_(False)
    return connection.execute(select(func.max(HISTORY.c.number)).where(where)).scalar()


def note(
    connection: Connection,
    text: Mapping[str, str],
    order: Order,
    values: Mapping[str, Any],
    before: Mapping[str, Any] | None,
    grade: Grade,
    ours: float | None,
) -> None:
    """Add to the history of a text what is changed, and before it a number of formgrader's that nobody has noted yet.

    `ours` is the desk's number that counted before.
    """
    names = dict(text) | {"reading": order.reading, "changed_at": order.when}
    known = grade.manual is None or not order.counts or order.reading is Reading.SECOND or grade.manual == ours
    if not known:
        outside = {
            "kind": Change.OUTSIDE,
            "marker": "formgrader",
            "version": values["version"] - 1,
            "levels": "{}",
        }
        told = {
            "score": grade.manual,
            "before": None,
            "gradebook": ours,
            "waited": grade.waiting,
            "undone": True,
        }
        connection.execute(insert(HISTORY).values(names | outside | told))
    add_event(
        connection,
        {
            **names,
            **values,
            "marker": order.by or order.marker,
            "kind": order.kind,
            "before": json.dumps(row_of_mark(before)) if before is not None else None,
            "gradebook": grade.manual,
            "waited": grade.waiting,
        },
    )


def add_event(connection: Connection, values: Mapping[str, Any]) -> None:
    """Add an entry; of `values`, what the table has no column for is left out."""
    columns = {column.name for column in HISTORY.columns} - {"number", "undone"}
    event = {name: value for name, value in values.items() if name in columns}
    connection.execute(insert(HISTORY).values(event | {"undone": event["kind"] is Change.UNDONE}))
