"""An editor stored CR LF at the end of every source line.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    for one in notebook["cells"]:
        one["source"] = [line.replace("\n", "\r\n") for line in one["source"]]
    save(folder, notebook)
