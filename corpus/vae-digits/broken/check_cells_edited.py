"""Check cells were changed, one of them to a syntax error.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    cell(notebook, "sampling-check")["source"] = "print(Sampling()([1., 2.])\n"
    cell(notebook, "losses-check")["source"] = "assert True\n"
    save(folder, notebook)
