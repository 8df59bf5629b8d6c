"""A shortcut file with the Colab address was handed in under the notebook's name.

Outcome: needs attention
Says: hand in the notebook again
"""


def make(folder, notebook):
    path = folder / "vae-digits.ipynb"
    data = path.read_bytes()

    path.unlink()
    path.write_bytes(b"[InternetShortcut]\r\nURL=https://colab.research.google.com/drive/1aBcD\r\n")
