"""Comments of the sampling cell hold no-break spaces and a zero-width space, which hurt nobody there.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "sampling")
    source = "".join(one["source"])
    one["source"] = "# drawn\u00a0anew\u200b each time\n" + source
    save(folder, notebook)
