"""The metadata of every cell is missing.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    for one in notebook["cells"]:
        del one["metadata"]
    save(folder, notebook)
