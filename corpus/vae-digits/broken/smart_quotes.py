"""A word processor turned straight quotes to curly ones in the train-step cell.

Outcome: graded 55
Says: SyntaxError
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "train-step")
    source = "".join(one["source"])
    one["source"] = source.replace('"mean_loss"', "\u201cmean_loss\u201d")
    save(folder, notebook)
