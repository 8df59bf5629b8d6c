"""The answer was written into an added cell below the check, and the stub was left.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "generate")
    added = {"cell_type": "code", "execution_count": 4, "metadata": {}, "outputs": [], "source": one["source"]}
    one["source"] = "def generate_digits(decoder, n=10):\n    # YOUR CODE HERE\n    raise NotImplementedError()\n"
    notebook["cells"].insert(notebook["cells"].index(one) + 2, added)
    save(folder, notebook)
