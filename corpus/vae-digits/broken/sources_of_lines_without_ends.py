"""A converter cut the line ends off: each source is a list of lines without `\\n`.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    for one in notebook["cells"]:
        one["source"] = "".join(one["source"]).split("\n")
    save(folder, notebook)
