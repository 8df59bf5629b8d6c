"""The names of a submitted notebook's grades and comments, read at once: nbgrader has them with the cells."""

from __future__ import annotations

from typing import Any

from nbgrader.api import BaseCell
from sqlalchemy.orm import object_session


def with_names(notebook: Any) -> Any:
    """The submitted notebook, after one statement that reads its cells: each name would be read by one of its own."""
    session: Any = object_session(notebook)
    cells = session.query(BaseCell).filter_by(notebook_id=notebook.notebook_id).all()
    if cells:  # they must live until the rows refer to them
        for row in (*notebook.grades, *notebook.comments):
            row.cell  # noqa: B018
    return notebook
