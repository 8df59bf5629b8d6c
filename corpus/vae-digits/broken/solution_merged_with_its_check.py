"""The generate cell and its check were merged.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one, other = cell(notebook, "generate"), cell(notebook, "generate-check")
    one["source"] = "".join(one["source"]) + "\n\n" + "".join(other["source"])
    notebook["cells"].remove(other)
    save(folder, notebook)
