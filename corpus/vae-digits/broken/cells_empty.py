"""Everything was deleted before it was saved: the list of cells is empty. The run's file is there.

Outcome: graded 10
Says: `sampling` is missing
"""

from broken_helpers import save


def make(folder, notebook):
    notebook["cells"] = []
    save(folder, notebook)
