"""The names of nbgrader and its database that other floors use: the gradebook, its errors, and its times."""

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.utils import parse_utc
from sqlalchemy.exc import SQLAlchemyError as GradebookFailed

__all__ = ["Gradebook", "GradebookFailed", "MissingEntry", "parse_utc"]
