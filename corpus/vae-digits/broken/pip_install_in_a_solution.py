"""`!pip install` stands above and below the function in the generate cell.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "generate")
    source = "".join(one["source"])
    one["source"] = "!pip install -q keras --upgrade\n" + source + "\n!pip list | grep keras\n"
    save(folder, notebook)
