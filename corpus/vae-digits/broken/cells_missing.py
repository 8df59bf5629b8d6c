"""The key `cells` is missing.

Outcome: needs attention
Says: no Jupyter notebook
"""

from broken_helpers import save


def make(folder, notebook):
    del notebook["cells"]
    save(folder, notebook)
