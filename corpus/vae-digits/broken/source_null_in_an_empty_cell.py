"""One empty cell that was added has `source: null`.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    notebook["cells"].insert(9, {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": None})
    save(folder, notebook)
