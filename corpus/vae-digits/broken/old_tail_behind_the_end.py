"""A shorter version was saved over a longer one: the old one's tail stands behind the end.

Outcome: needs attention
Says: hand in the notebook again
"""


def make(folder, notebook):
    path = folder / "vae-digits.ipynb"
    data = path.read_bytes()

    path.unlink()
    path.write_bytes(data + data[-4000:])
