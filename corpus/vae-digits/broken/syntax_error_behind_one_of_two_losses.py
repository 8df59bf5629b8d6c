"""The losses cell holds a right `reconstruction_loss`, and a stray word behind `kl_loss`: Python runs no line of such a cell.

Outcome: graded 60
Says: SyntaxError
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "losses")
    source = "".join(one["source"])
    one["source"] = source + "\nend of task\n"
    save(folder, notebook)
