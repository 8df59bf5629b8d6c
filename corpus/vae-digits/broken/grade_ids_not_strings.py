"""The grade_ids became numbers and null.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    for number, one in enumerate(notebook["cells"]):
        if "nbgrader" in one["metadata"]:
            one["metadata"]["nbgrader"]["grade_id"] = number if number % 2 else None
    save(folder, notebook)
