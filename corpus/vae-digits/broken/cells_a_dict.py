"""`cells` is an object in place of a list.

Outcome: needs attention
Says: no Jupyter notebook
"""

from broken_helpers import save


def make(folder, notebook):
    notebook["cells"] = {one["id"]: one for one in notebook["cells"]}
    save(folder, notebook)
