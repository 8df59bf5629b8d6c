"""The file has no bytes at all.

Outcome: needs attention
Says: is empty
"""


def make(folder, notebook):
    path = folder / "vae-digits.ipynb"
    data = path.read_bytes()

    path.unlink()
    path.write_bytes(b"")
