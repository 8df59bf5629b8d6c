"""Colab ignores read-only: the answer stands in the check cell above its call, the solution cell is empty.

Outcome: graded 80
Says: generate-check
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one, check = cell(notebook, "generate"), cell(notebook, "generate-check")
    check["source"] = "".join(one["source"]) + "\n\n" + "".join(check["source"])
    one["source"] = ""
    save(folder, notebook)
