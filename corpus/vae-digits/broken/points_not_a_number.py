"""A plug-in wrote the points as words: "15 points".

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "sampling-check")
    one["metadata"]["nbgrader"]["points"] = "15 points"
    save(folder, notebook)
