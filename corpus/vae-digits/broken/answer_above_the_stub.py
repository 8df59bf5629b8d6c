"""The answer was written into an added cell above the solution cell, which still holds the untouched stub.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "generate")
    added = {"cell_type": "code", "execution_count": 4, "metadata": {}, "outputs": [], "source": one["source"]}
    one["source"] = (
        "def generate_digits(decoder, n=10):\n"
        '    """Decode n new latent points z ~ N(0, I), (n, latent). Returns images, (n, 28, 28, 1), values in [0, 1]."""\n'
        "    # YOUR CODE HERE\n"
        '    raise NotImplementedError("Task 2A: write `generate_digits`, which decodes n draws of z")\n'
    )
    notebook["cells"].insert(notebook["cells"].index(one), added)
    save(folder, notebook)
