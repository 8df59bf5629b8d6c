"""An editor put form feeds between the functions of the losses cell, and all else is whole.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "losses")
    source = "".join(one["source"])
    one["source"] = source.replace("def kl_loss", "\x0cdef kl_loss")
    save(folder, notebook)
