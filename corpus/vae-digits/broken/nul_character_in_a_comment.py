"""A comment of the generate cell holds the character NUL, written as \\u0000: Python refuses such a source.

Outcome: graded 70
Says: null
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "generate")
    source = "".join(one["source"])
    one["source"] = "# new\x00 digits\n" + source
    save(folder, notebook)
