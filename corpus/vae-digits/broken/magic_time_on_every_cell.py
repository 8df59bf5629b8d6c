"""`%%time` stands on top of every code cell, also of given ones and checks.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    for one in notebook["cells"]:
        if one["cell_type"] == "code":
            one["source"] = "%%time\n" + "".join(one["source"])
    save(folder, notebook)
