"""The outputs of every code cell are one object in place of a list.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    for one in notebook["cells"]:
        if one["cell_type"] == "code":
            one["outputs"] = {"output_type": "stream", "text": "x"}
    save(folder, notebook)
