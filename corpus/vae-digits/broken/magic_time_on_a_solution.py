"""`%%time` stands on top of the train-step cell: IPython runs the cell all the same.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "train-step")
    source = "".join(one["source"])
    one["source"] = "%%time\n" + source
    save(folder, notebook)
