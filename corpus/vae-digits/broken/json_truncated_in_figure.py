"""The upload stopped in the middle of the last figure, behind all code.

Outcome: needs attention
Says: hand in the notebook again
"""


def make(folder, notebook):
    path = folder / "vae-digits.ipynb"
    data = path.read_bytes()

    path.unlink()
    path.write_bytes(data[: int(len(data) * 0.9)])
