"""Format 4.0, as Colab saves it: no cell ids.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    notebook["nbformat_minor"] = 0
    for one in notebook["cells"]:
        one.pop("id", None)
    save(folder, notebook)
