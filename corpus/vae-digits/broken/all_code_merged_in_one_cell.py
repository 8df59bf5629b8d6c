"""'Merge cells' on everything: all code stands in one cell with the first one's grade_id, `given-imports`.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    codes = [one for one in notebook["cells"] if one["cell_type"] == "code"]
    codes[0]["source"] = "\n\n".join("".join(one["source"]) for one in codes)
    notebook["cells"] = [one for one in notebook["cells"] if one["cell_type"] != "code" or one is codes[0]]
    save(folder, notebook)
