"""The generate cell was pasted from IPython, with `In [3]:` and `   ...:`, which IPython takes away.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "generate")
    source = "".join(one["source"])
    one["source"] = "".join(("In [3]: " if number == 0 else "   ...: ") + line for number, line in enumerate(source.splitlines(keepends=True)))
    save(folder, notebook)
