"""One keystroke made the losses cell a raw cell; its grade_id and its code are untouched.

Outcome: graded 80
Says: losses
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "losses")
    one["cell_type"] = "raw"
    del one["outputs"], one["execution_count"]
    save(folder, notebook)
