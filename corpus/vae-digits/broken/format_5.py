"""A future major version, 5, whose cells look as those of 4.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    notebook["nbformat"], notebook["nbformat_minor"] = 5, 0
    save(folder, notebook)
