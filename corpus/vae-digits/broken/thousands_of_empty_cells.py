"""The key B was stuck: 2500 empty cells were added.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def code(source, **metadata):
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def make(folder, notebook):
    for _ in range(2500):
        notebook["cells"].append(code(""))
    save(folder, notebook)
