"""Cells that the kit adds to a notebook, as nbconvert and the notebook's format want them."""

from __future__ import annotations

from nbformat import NotebookNode


def fitting(cell: NotebookNode, nb: NotebookNode) -> NotebookNode:
    """The cell in the notebook's version of the format: before 4.5, cells have no id."""
    if (nb.nbformat, nb.nbformat_minor) < (4, 5):
        cell.pop("id", None)
    return cell


def without_source(cell: NotebookNode) -> NotebookNode:
    """The cell, of which nbconvert shows the outputs only."""
    cell.metadata["transient"] = {"remove_source": True}
    return cell
