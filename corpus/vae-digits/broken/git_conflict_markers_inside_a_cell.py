"""A merge conflict was saved inside the code of the sampling cell.

Outcome: graded 65
Says: SyntaxError
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "sampling")
    source = "".join(one["source"])
    old = "        return z_mean + ops.exp(0.5 * z_log_var) * epsilon\n"
    assert old in source
    one["source"] = source.replace(old, "<<<<<<< HEAD\n" + old + "=======\n" + old + ">>>>>>> laptop\n")
    save(folder, notebook)
