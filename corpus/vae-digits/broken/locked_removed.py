"""`locked`, `editable` and `deletable` are gone everywhere.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    for one in notebook["cells"]:
        for key in ("editable", "deletable"):
            one["metadata"].pop(key, None)
        one["metadata"].get("nbgrader", {}).pop("locked", None)
    save(folder, notebook)
