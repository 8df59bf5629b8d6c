"""Eight added code cells hold 190 kB of pasted numbers each.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def code(source, **metadata):
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def make(folder, notebook):
    numbers = ", ".join(f"{number / 7:.4f}" for number in range(18_000))
    for count in range(8):
        notebook["cells"].append(code(f"run{count} = [{numbers[:189_000]}0]\n"))
    save(folder, notebook)
