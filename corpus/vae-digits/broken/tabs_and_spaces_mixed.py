"""One line of the sampling cell is indented by tabs, its neighbours by spaces.

Outcome: graded 65
Says: TabError
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "sampling")
    source = "".join(one["source"])
    one["source"] = source.replace("        epsilon =", "\t\tepsilon =")
    save(folder, notebook)
