"""A plug-in renamed the type of the code cells to `python`.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    for one in notebook["cells"]:
        if one["cell_type"] == "code":
            one["cell_type"] = "python"
    save(folder, notebook)
