"""Another course's notebook was handed in under this name.

Outcome: needs attention
Says: holds no cell of
"""

from broken_helpers import save


def make(folder, notebook):
    notebook["cells"] = [
        {"cell_type": "markdown", "metadata": {}, "source": "# Sorting"},
        {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": [], "source": "def bubble(xs):\n    return sorted(xs)\n"},
    ]
    save(folder, notebook)
