"""The disk was full: only the first 3000 bytes were saved.

Outcome: needs attention
Says: hand in the notebook again
"""


def make(folder, notebook):
    path = folder / "vae-digits.ipynb"
    data = path.read_bytes()

    path.unlink()
    path.write_bytes(data[:3000])
