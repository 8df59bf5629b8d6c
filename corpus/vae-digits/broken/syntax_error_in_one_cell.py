"""A colon is missing in the sampling cell; the other cells are right.

Outcome: graded 65
Says: SyntaxError
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "sampling")
    source = "".join(one["source"])
    one["source"] = source.replace("def call(self, inputs):", "def call(self, inputs)")
    save(folder, notebook)
