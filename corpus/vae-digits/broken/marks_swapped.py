"""The flags grade and solution were swapped in every cell's metadata; the grade_ids are right.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    for one in notebook["cells"]:
        marks = one["metadata"].get("nbgrader")
        if marks:
            marks["grade"], marks["solution"] = marks["solution"], marks["grade"]
    save(folder, notebook)
