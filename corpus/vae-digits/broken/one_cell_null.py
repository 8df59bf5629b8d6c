"""One entry of the list of cells is null; all others are whole.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    notebook["cells"].insert(3, None)
    save(folder, notebook)
