"""'Split cell' was hit inside `class VAE`: `train_step` stands, still indented, in the next cell.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def code(source, **metadata):
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def make(folder, notebook):
    one = cell(notebook, "train-step")
    first, second = "".join(one["source"]).split("    def train_step", 1)
    one["source"] = first
    notebook["cells"].insert(notebook["cells"].index(one) + 1, code("    def train_step" + second))
    save(folder, notebook)
