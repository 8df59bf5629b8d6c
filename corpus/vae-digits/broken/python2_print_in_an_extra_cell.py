"""An added cell has Python 2's `print` statement.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def code(source, **metadata):
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def make(folder, notebook):
    notebook["cells"].insert(len(notebook["cells"]), code("print 'loss:', 161.3\n"))
    save(folder, notebook)
