"""`%%capture` stands on top of the losses cell: IPython runs the cell all the same.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "losses")
    source = "".join(one["source"])
    one["source"] = "%%capture output\n" + source
    save(folder, notebook)
