"""The notebook was written with Python's `str(dict)`: single quotes, None, True.

Outcome: needs attention
Says: hand in the notebook again
"""


def make(folder, notebook):
    path = folder / "vae-digits.ipynb"
    data = path.read_bytes()

    path.unlink()
    path.write_bytes(str(notebook).encode("utf-8"))
