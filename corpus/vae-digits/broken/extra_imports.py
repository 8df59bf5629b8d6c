"""An added cell imports what is there already, and packages that are not installed.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def code(source, **metadata):
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def make(folder, notebook):
    notebook["cells"].insert(3, code("import torch\nimport seaborn as sns\nfrom tensorflow.keras import layers, backend as K\nimport keras.ops as ops\n"))
    save(folder, notebook)
