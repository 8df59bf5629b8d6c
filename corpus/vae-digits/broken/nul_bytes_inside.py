"""A block of 512 bytes in the middle became NUL bytes.

Outcome: needs attention
Says: hand in the notebook again
"""


def make(folder, notebook):
    path = folder / "vae-digits.ipynb"
    data = path.read_bytes()

    path.unlink()
    path.write_bytes(data[:20_000] + bytes(512) + data[20_512:])
