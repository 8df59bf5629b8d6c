"""The notebook was saved as 'Unicode big endian', with a byte-order mark.

Outcome: graded 80
Says: -
"""


def make(folder, notebook):
    path = folder / "vae-digits.ipynb"
    data = path.read_bytes()

    path.unlink()
    path.write_bytes(b"\xfe\xff" + data.decode("utf-8").encode("utf-16-be"))
