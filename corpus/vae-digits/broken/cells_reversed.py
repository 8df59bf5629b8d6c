"""The order of all cells is reversed.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    notebook["cells"].reverse()
    save(folder, notebook)
