"""Everything but the four solution cells was deleted.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    notebook["cells"] = [cell(notebook, name) for name in ("sampling", "losses", "train-step", "generate")]
    save(folder, notebook)
