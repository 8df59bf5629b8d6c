"""The sampling cell was pasted from a console, with `>>> ` and `... `: IPython takes the prompts away.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "sampling")
    source = "".join(one["source"])
    one["source"] = "".join((">>> " if number == 0 else "... ") + line for number, line in enumerate(source.splitlines(keepends=True)))
    save(folder, notebook)
