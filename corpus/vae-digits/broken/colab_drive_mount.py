"""Colab's drive is mounted in an added cell, and the folder changed.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def code(source, **metadata):
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def make(folder, notebook):
    notebook["cells"].insert(3, code("from google.colab import drive\ndrive.mount('/content/drive')\n%cd /content/drive/MyDrive/vae-digits\nimport os\nos.chdir('/content/drive/MyDrive/vae-digits')\n"))
    save(folder, notebook)
