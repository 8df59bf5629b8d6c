"""The file holds nothing but line ends.

Outcome: needs attention
Says: is empty
"""


def make(folder, notebook):
    path = folder / "vae-digits.ipynb"
    data = path.read_bytes()

    path.unlink()
    path.write_bytes(b"\r\n\r\n")
