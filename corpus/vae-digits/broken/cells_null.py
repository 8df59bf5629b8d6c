"""`cells` is null.

Outcome: needs attention
Says: no Jupyter notebook
"""

from broken_helpers import save


def make(folder, notebook):
    notebook["cells"] = None
    save(folder, notebook)
