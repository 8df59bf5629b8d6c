"""Two versions were appended to each other in one file.

Outcome: needs attention
Says: hand in the notebook again
"""


def make(folder, notebook):
    path = folder / "vae-digits.ipynb"
    data = path.read_bytes()

    path.unlink()
    path.write_bytes(data + data)
