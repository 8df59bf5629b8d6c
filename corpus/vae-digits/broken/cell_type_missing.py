"""The solution cells have no `cell_type`; their outputs, ids and metadata say that they are code.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    for grade_id in ("sampling", "losses", "train-step", "generate"):
        del cell(notebook, grade_id)["cell_type"]
    save(folder, notebook)
