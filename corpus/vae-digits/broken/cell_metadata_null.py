"""The metadata of every cell is null.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    for one in notebook["cells"]:
        one["metadata"] = None
    save(folder, notebook)
