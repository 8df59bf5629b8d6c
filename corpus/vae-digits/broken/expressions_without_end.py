"""Added cells hold expressions that are nested deeper than Python reads: a sum of thousands, calls of calls, not not not.

Outcome: graded 80
Says: stopped with
"""

from broken_helpers import save

DEEP = ("+".join(["1"] * 3_000), "f" + "()" * 3_000, "not " * 3_000 + "f", "f" + ".f" * 9_000, "[" * 150 + "]" * 150)


def make(folder, notebook):
    for number, deep in enumerate(DEEP):
        source = f"def deep_{number}(f):\n    raise NotImplementedError({deep})"
        for place in (0, len(notebook["cells"])):
            added = {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
            notebook["cells"].insert(place, added)
    save(folder, notebook)
