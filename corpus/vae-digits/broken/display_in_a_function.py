"""`generate_digits` calls IPython's `display`, which every notebook has without an import.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "generate")
    source = "".join(one["source"])
    one["source"] = source.replace("    z = keras", "    display(f'{n} digits')\n    z = keras")
    save(folder, notebook)
