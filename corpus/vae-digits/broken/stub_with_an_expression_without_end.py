"""A stub raises an expression that is nested deeper than Python prints, behind a right answer.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    deep = "f" + ".f" * 900
    one = cell(notebook, "losses")
    one["source"] = "".join(one["source"]) + f"\n\ndef deep(f):\n    raise NotImplementedError({deep})\n"
    save(folder, notebook)
