"""A conversion made every cell a raw cell; metadata and sources are whole.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    for one in notebook["cells"]:
        one["cell_type"] = "raw"
        one.pop("outputs", None)
        one.pop("execution_count", None)
    save(folder, notebook)
