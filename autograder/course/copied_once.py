"""What the kit's exporters have in common: nbconvert copies a notebook three times for a conversion, they do so once."""

from __future__ import annotations

from typing import Any

import nbformat
from nbformat import NotebookNode


class CopiedOnce:
    """Mixin of exporters, before nbconvert's: its `from_notebook_node` has copied the notebook when it is preprocessed.

    Where the notebook's format asks for ids of cells, they must be there, as `nbformat.read` sees to it.
    """

    _preprocessors: list[Any]

    def _preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        for preprocessor in self._preprocessors:
            nb, resources = preprocessor(nb, resources)
        nbformat.validate(nb, relax_add_props=True)
        return nb, resources
