"""The notebook's own metadata is missing.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    del notebook["metadata"]
    save(folder, notebook)
