"""The given import cell was changed and no longer runs.

Outcome: graded 80
Says: given-imports
"""

from broken_helpers import cell, save


def make(folder, notebook):
    cell(notebook, "given-imports")["source"] = "imprt lab\nimport tensorflow as tf\n"
    save(folder, notebook)
