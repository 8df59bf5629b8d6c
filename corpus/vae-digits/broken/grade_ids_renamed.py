"""Every grade_id was replaced by a random one.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    for number, one in enumerate(notebook["cells"]):
        if "nbgrader" in one["metadata"]:
            one["metadata"]["nbgrader"]["grade_id"] = f"cell-{number * 7919 % 9973:016x}"
    save(folder, notebook)
