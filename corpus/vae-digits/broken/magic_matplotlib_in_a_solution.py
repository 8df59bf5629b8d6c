"""`%matplotlib inline` and `%tensorflow_version 2.x` stand above the class in the sampling cell.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "sampling")
    source = "".join(one["source"])
    one["source"] = "%matplotlib inline\n%tensorflow_version 2.x\n" + source
    save(folder, notebook)
