"""600 lines of LaTeX, each with `%` in front, were pasted into an added code cell.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def code(source, **metadata):
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def make(folder, notebook):
    notebook["cells"].append(code("".join(f"% line {number} of my report\n" for number in range(600))))
    save(folder, notebook)
