"""Sampling and losses were merged into the sampling cell; the losses cell is gone.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one, other = cell(notebook, "sampling"), cell(notebook, "losses")
    one["source"] = "".join(one["source"]) + "\n\n" + "".join(other["source"])
    notebook["cells"].remove(other)
    save(folder, notebook)
