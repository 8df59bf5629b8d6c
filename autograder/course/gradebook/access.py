"""The names of nbgrader and its database that other floors use: the gradebook, its errors, and its times."""

from nbgrader.api import Gradebook, InvalidEntry, MissingEntry
from nbgrader.utils import parse_utc
from sqlalchemy.exc import SQLAlchemyError as GradebookFailed

from autograder.records.text import printable, shortened

__all__ = ["Gradebook", "GradebookFailed", "InvalidEntry", "MissingEntry", "parse_utc", "reason"]


def reason(error: GradebookFailed | InvalidEntry) -> str:
    """The database's own error message on one line, without the statement and the link that SQLAlchemy adds."""
    told = str(getattr(error, "orig", None) or error).strip() or type(error).__name__
    return shortened(printable(told.splitlines()[0]), 200)
