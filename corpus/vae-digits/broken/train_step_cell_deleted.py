"""The train-step cell was deleted after the run; the run's file is whole.

Outcome: graded 55
Says: `train-step` is missing
"""

from broken_helpers import cell, save


def make(folder, notebook):
    notebook["cells"].remove(cell(notebook, "train-step"))
    save(folder, notebook)
