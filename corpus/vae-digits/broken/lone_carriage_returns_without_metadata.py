"""Lines end with a lone CR (an old Mac editor), and all metadata is lost.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    for one in notebook["cells"]:
        one["metadata"] = {}
        one["source"] = "".join(one["source"]).replace("\n", "\r")
    save(folder, notebook)
