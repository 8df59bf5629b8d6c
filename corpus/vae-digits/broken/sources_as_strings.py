"""Every source is one string in place of a list of lines.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    for one in notebook["cells"]:
        one["source"] = "".join(one["source"])
    save(folder, notebook)
