"""The cell of text 3B was deleted: nothing can be marked there, and somebody should be told.

Outcome: graded 80
Says: quality-writeup
"""

from broken_helpers import cell, save


def make(folder, notebook):
    notebook["cells"].remove(cell(notebook, "quality-writeup"))
    save(folder, notebook)
