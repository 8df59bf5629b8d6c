"""`%%time` stands on top of every solution cell, and all metadata is lost.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    for name in ("sampling", "losses", "train-step", "generate"):
        cell(notebook, name)["source"] = "%%time\n" + "".join(cell(notebook, name)["source"])
    for one in notebook["cells"]:
        one["metadata"] = {}
    save(folder, notebook)
