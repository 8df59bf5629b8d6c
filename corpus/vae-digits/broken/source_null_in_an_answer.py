"""The source of the generate cell became null: that answer is gone, the others are there.

Outcome: graded 70
Says: generate
"""

from broken_helpers import cell, save


def make(folder, notebook):
    cell(notebook, "generate")["source"] = None
    save(folder, notebook)
