"""`keras.random.normal?` was left behind the function in the generate cell.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "generate")
    source = "".join(one["source"])
    one["source"] = source + "\nkeras.random.normal?\n??generate_digits\n"
    save(folder, notebook)
