"""The Enter key was stuck: 5000 blank lines stand above the generate function.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "generate")
    source = "".join(one["source"])
    one["source"] = "\n" * 5000 + source
    save(folder, notebook)
