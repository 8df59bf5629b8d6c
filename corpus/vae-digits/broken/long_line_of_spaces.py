"""The space bar was stuck: one line of the sampling cell ends with 8000 spaces.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "sampling")
    source = "".join(one["source"])
    one["source"] = "x = 1" + " " * 8000 + "\n" + source
    save(folder, notebook)
