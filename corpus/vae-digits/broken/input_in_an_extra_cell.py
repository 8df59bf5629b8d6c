"""An added cell asks the user for a number with `input()`.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def code(source, **metadata):
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def make(folder, notebook):
    notebook["cells"].insert(len(notebook["cells"]), code("n = int(input('How many digits? '))\nprint(n)\n"))
    save(folder, notebook)
