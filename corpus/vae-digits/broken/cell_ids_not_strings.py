"""Cell ids are numbers, null, or too long.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    for number, one in enumerate(notebook["cells"]):
        one["id"] = (number, None, "x" * 500)[number % 3]
    save(folder, notebook)
