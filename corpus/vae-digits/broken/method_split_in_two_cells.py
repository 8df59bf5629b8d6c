"""'Split cell' was hit inside the body of `train_step`: its second half stands, still indented, in the next cell.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def code(source, **metadata):
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def make(folder, notebook):
    one = cell(notebook, "train-step")
    first, second = "".join(one["source"]).split("        gradients = ", 1)
    one["source"] = first
    notebook["cells"].insert(notebook["cells"].index(one) + 1, code("        gradients = " + second))
    save(folder, notebook)
