"""`%reset -f` and a deletion of own variables stand at the end.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def code(source, **metadata):
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def make(folder, notebook):
    notebook["cells"].insert(len(notebook["cells"]), code('%reset -f\ndel vae\n'))
    save(folder, notebook)
