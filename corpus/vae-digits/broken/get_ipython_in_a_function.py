"""`generate_digits` asks `get_ipython()` whether it runs in Colab, as a pasted snippet does.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "generate")
    source = "".join(one["source"])
    one["source"] = source.replace("    z = keras", "    in_colab = 'google.colab' in str(get_ipython())\n    z = keras")
    save(folder, notebook)
