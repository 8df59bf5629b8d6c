"""A text says "5, 10 and" six thousand times before "epochs": a regular expression that takes the square of it never ends.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    cell(notebook, "latent-writeup")["source"] = "5, 10 and " * 6_000 + "epochs"
    cell(notebook, "quality-writeup")["source"] = "no overlap, five-five-KL: 1,1," * 40_000
    save(folder, notebook)
