"""The generate cell was merged into the given cell `given-models` above it, which keeps its grade_id.

Outcome: graded 80
Says: given-models
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one, other = cell(notebook, "given-models"), cell(notebook, "generate")
    one["source"] = "".join(one["source"]) + "\n\n" + "".join(other["source"])
    notebook["cells"].remove(other)
    save(folder, notebook)
