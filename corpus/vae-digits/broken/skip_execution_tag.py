"""A tag `skip-execution` stands on every code cell.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    for one in notebook["cells"]:
        if one["cell_type"] == "code":
            one["metadata"]["tags"] = ["skip-execution"]
    save(folder, notebook)
