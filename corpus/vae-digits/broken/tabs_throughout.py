"""The sampling cell is indented by tabs throughout, which Python allows.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "sampling")
    source = "".join(one["source"])
    one["source"] = source.replace("    ", "\t")
    save(folder, notebook)
