"""The function's last line in the generate cell lost its indent: `return` stands at top level, and no notebook runs such a cell.

Outcome: graded 70
Says: outside function
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "generate")
    source = "".join(one["source"])
    one["source"] = source.replace("    return decoder(z)", "return decoder(z)").split("    ### END")[0]
    save(folder, notebook)
