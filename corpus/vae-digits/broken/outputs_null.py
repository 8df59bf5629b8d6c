"""The outputs of every code cell are null.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    for one in notebook["cells"]:
        if one["cell_type"] == "code":
            one["outputs"] = None
    save(folder, notebook)
