"""An added `%%bash` cell holds shell commands, which are no Python.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def code(source, **metadata):
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def make(folder, notebook):
    notebook["cells"].insert(3, code('%%bash\nls -la /content\nfor f in *.png; do echo $f; done\n'))
    save(folder, notebook)
