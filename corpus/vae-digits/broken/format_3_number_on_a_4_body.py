"""A converter wrote `nbformat: 3` on a notebook whose cells are those of format 4.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    notebook["nbformat"], notebook["nbformat_minor"] = 3, 0
    save(folder, notebook)
