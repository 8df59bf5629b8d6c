"""All metadata is lost, and the given cells were changed for Colab.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    cell(notebook, "given-imports")["source"] = "!pip install -q keras\n" + "".join(cell(notebook, "given-imports")["source"])
    cell(notebook, "given-data")["source"] = "data = np.load('/content/drive/MyDrive/mnist.npz')\nx_train = data['x_train']\n"
    for one in notebook["cells"]:
        one["metadata"] = {}
    save(folder, notebook)
