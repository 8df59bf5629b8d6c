"""A plug-in wrote the points as a list.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    cell(notebook, "latent-writeup")["metadata"]["nbgrader"]["points"] = [3, 2, 2, 2, 1]
    save(folder, notebook)
