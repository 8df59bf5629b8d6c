"""The outputs of every code cell are a number.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    for one in notebook["cells"]:
        if one["cell_type"] == "code":
            one["outputs"] = 3
    save(folder, notebook)
