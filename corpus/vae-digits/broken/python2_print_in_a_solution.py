"""Python 2's `print` statement was left inside `call` in the sampling cell.

Outcome: graded 65
Says: SyntaxError
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "sampling")
    source = "".join(one["source"])
    one["source"] = source.replace("        epsilon =", "        print z_mean\n        epsilon =")
    save(folder, notebook)
