"""The notebook's own metadata is null.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    notebook["metadata"] = None
    save(folder, notebook)
