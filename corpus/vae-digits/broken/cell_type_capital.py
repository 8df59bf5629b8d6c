"""A converter wrote `Code` and `Markdown` with capitals.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    for one in notebook["cells"]:
        one["cell_type"] = one["cell_type"].capitalize()
    save(folder, notebook)
