"""The two losses were split: `kl_loss` stands in an added cell below.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def code(source, **metadata):
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def make(folder, notebook):
    one = cell(notebook, "losses")
    first, second = "".join(one["source"]).split("def kl_loss")
    one["source"] = first
    notebook["cells"].insert(notebook["cells"].index(one) + 1, code("def kl_loss" + second))
    save(folder, notebook)
