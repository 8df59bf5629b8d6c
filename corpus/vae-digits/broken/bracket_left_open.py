"""A bracket is never closed in the generate cell.

Outcome: graded 70
Says: SyntaxError
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "generate")
    source = "".join(one["source"])
    one["source"] = source.replace("LATENT_DIM))", "LATENT_DIM)")
    save(folder, notebook)
