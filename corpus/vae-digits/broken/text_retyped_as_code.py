"""The cell of text 3A became a code cell: its words are no Python.

Outcome: graded 80
Says: latent-writeup
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "latent-writeup")
    one["cell_type"], one["outputs"], one["execution_count"] = "code", [], None
    save(folder, notebook)
