"""The metadata of every cell is a list.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    for one in notebook["cells"]:
        one["metadata"] = []
    save(folder, notebook)
