"""Every cell has the same id.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    for one in notebook["cells"]:
        one["id"] = "copy"
    save(folder, notebook)
