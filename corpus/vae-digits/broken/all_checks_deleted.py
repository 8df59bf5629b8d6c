"""All check cells were deleted.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    notebook["cells"] = [one for one in notebook["cells"] if not (one["cell_type"] == "code" and one["metadata"].get("nbgrader", {}).get("grade"))]
    save(folder, notebook)
