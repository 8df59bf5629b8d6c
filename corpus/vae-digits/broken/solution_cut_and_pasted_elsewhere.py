"""The code of train-step was moved to a new cell at the end; the solution cell is empty.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def code(source, **metadata):
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def make(folder, notebook):
    one = cell(notebook, "train-step")
    notebook["cells"].append(code(one["source"]))
    one["source"] = []
    save(folder, notebook)
