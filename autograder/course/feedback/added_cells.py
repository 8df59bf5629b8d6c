"""Cells that the kit adds to a notebook, in the form that nbconvert and the notebook's format version need."""

from __future__ import annotations

from nbformat import NotebookNode


def fitting(cell: NotebookNode, nb: NotebookNode) -> NotebookNode:
    """The cell in the form of the notebook's format version: before 4.5, cells have no id."""
    if (nb.nbformat, nb.nbformat_minor) < (4, 5):
        cell.pop("id", None)
    return cell


def without_source(cell: NotebookNode) -> NotebookNode:
    """The cell, marked so that nbconvert shows its outputs without its source."""
    cell.metadata["transient"] = {"remove_source": True}
    return cell
