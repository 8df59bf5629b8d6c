"""The sampling cell was pasted from a web page: no-break spaces stand in its indents, and Python refuses them.

Outcome: graded 65
Says: U+00A0
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "sampling")
    source = "".join(one["source"])
    one["source"] = source.replace("        epsilon", "\u00a0" * 8 + "epsilon")
    save(folder, notebook)
