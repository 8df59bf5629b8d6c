"""`exit()` and `quit` were left in an added cell above everything.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def code(source, **metadata):
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def make(folder, notebook):
    notebook["cells"].insert(3, code('exit()\n'))
    save(folder, notebook)
