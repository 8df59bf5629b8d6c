"""All code stands in one cell without metadata.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    codes = [one for one in notebook["cells"] if one["cell_type"] == "code"]
    codes[0]["source"] = "\n\n".join("".join(one["source"]) for one in codes)
    notebook["cells"] = [one for one in notebook["cells"] if one["cell_type"] != "code" or one is codes[0]]
    for one in notebook["cells"]:
        one["metadata"] = {}
    save(folder, notebook)
