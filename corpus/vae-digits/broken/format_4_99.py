"""A future minor version, 4.99, with keys nobody knows.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    notebook["nbformat_minor"] = 99
    notebook["provenance"] = {"agent": None}
    for one in notebook["cells"]:
        one["provenance"] = ["x"]
    save(folder, notebook)
