"""Three thousand indented lines behind an answer, each a cell of its own, as a split without end leaves them.

Outcome: graded 80
Says: begins inside of it
"""

from broken_helpers import cell, save


def make(folder, notebook):
    place = notebook["cells"].index(cell(notebook, "losses")) + 1
    pieces = [
        {"cell_type": "code", "metadata": {}, "source": "    x = 1\n", "outputs": [], "execution_count": None}
        for _ in range(3_000)
    ]
    notebook["cells"][place:place] = pieces
    save(folder, notebook)
