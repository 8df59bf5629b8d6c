"""A text opens a formula 66,000 times, and never closes one.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    cell(notebook, "latent-writeup")["source"] = "\\\\(" * 66_000
    cell(notebook, "quality-writeup")["source"] = "\\begin{a}" * 4_000
    save(folder, notebook)
