"""A code cell holds 190,000 Chinese characters in a string.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def code(source, **metadata):
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def make(folder, notebook):
    notebook["cells"].append(code("notes = '" + "数字生成" * 47_000 + "'\n"))
    save(folder, notebook)
