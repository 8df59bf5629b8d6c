"""Cells that the kit adds to a notebook, in the form that nbconvert and the notebook's format version need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4.nbbase import random_cell_id


def code_cell(source: str, outputs: Sequence[NotebookNode]) -> NotebookNode:
    """A cell as nbformat makes one; it is validated with its notebook, and not by itself too."""
    kept: dict[str, Any] = {"id": random_cell_id(), "metadata": {}, "execution_count": None}
    return _node({**kept, "cell_type": "code", "source": source, "outputs": outputs})


def display(data: Mapping[str, str], metadata: Mapping[str, Any] | None = None) -> NotebookNode:
    """An output that shows something, by its MIME types."""
    return _node({"output_type": "display_data", "metadata": metadata or {}, "data": data})


def result(text: str) -> NotebookNode:
    """An output that is the value of a cell."""
    kept: dict[str, Any] = {"metadata": {}, "execution_count": None}
    return _node({**kept, "output_type": "execute_result", "data": {"text/plain": text}})


def _node(content: dict[str, Any]) -> NotebookNode:
    found: NotebookNode = nbformat.from_dict(content)
    return found


def fitting(cell: NotebookNode, nb: NotebookNode) -> NotebookNode:
    """The cell in the form of the notebook's format version: before 4.5, cells have no id."""
    if (nb.nbformat, nb.nbformat_minor) < (4, 5):
        cell.pop("id", None)
    return cell


def without_source(cell: NotebookNode) -> NotebookNode:
    """The cell, marked so that nbconvert shows its outputs without its source."""
    cell.metadata["transient"] = {"remove_source": True}
    return cell
