"""The whole generate cell is indented by four spaces: IPython takes a cell's common indent away.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "generate")
    source = "".join(one["source"])
    one["source"] = "".join("    " + line for line in source.splitlines(keepends=True))
    save(folder, notebook)
