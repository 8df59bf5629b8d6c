"""Neither `nbformat` nor `nbformat_minor` is there.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    del notebook["nbformat"], notebook["nbformat_minor"]
    save(folder, notebook)
