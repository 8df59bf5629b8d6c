"""The version stands as the text "4".

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    notebook["nbformat"], notebook["nbformat_minor"] = "4", "5"
    save(folder, notebook)
