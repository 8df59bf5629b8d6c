"""The generate cell was deleted.

Outcome: graded 70
Says: `generate` is missing
"""

from broken_helpers import cell, save


def make(folder, notebook):
    notebook["cells"].remove(cell(notebook, "generate"))
    save(folder, notebook)
