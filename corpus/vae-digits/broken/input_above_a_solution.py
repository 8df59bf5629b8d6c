"""The sampling cell waits for Enter with `input()` above the class.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "sampling")
    source = "".join(one["source"])
    one["source"] = "input('Press Enter to go on')\n" + source
    save(folder, notebook)
