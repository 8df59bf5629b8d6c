"""Colab's drive is mounted above the functions in the losses cell.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "losses")
    source = "".join(one["source"])
    one["source"] = "from google.colab import drive\ndrive.mount('/content/drive')\n" + source
    save(folder, notebook)
