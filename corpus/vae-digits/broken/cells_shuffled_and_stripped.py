"""Cells are shuffled and all metadata is lost.

Outcome: graded 80
Says: -
"""

import random

from broken_helpers import save


def make(folder, notebook):
    random.Random(3).shuffle(notebook["cells"])
    for one in notebook["cells"]:
        one["metadata"] = {}
    save(folder, notebook)
