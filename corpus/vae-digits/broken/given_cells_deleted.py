"""All given cells, with imports, constants and models, were deleted.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    notebook["cells"] = [one for one in notebook["cells"] if not one["metadata"].get("nbgrader", {}).get("grade_id", "").startswith("given-")]
    save(folder, notebook)
