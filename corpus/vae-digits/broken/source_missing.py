"""A cell that was added has no `source` at all.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    notebook["cells"].append({"cell_type": "markdown", "metadata": {}})
    save(folder, notebook)
