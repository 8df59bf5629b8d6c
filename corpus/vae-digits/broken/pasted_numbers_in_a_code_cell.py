"""A list of 350 kB of numbers was pasted into an added code cell.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def code(source, **metadata):
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def make(folder, notebook):
    numbers = ", ".join(f"{number / 7:.6f}" for number in range(30_000))
    notebook["cells"].append(code(f"old_losses = [{numbers}]\n"))
    save(folder, notebook)
