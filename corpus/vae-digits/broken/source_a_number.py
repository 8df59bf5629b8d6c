"""The source of a text cell is the number 5.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    cell(notebook, "latent-writeup")["source"] = 5
    save(folder, notebook)
