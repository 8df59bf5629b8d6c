"""UTF-32 with a byte-order mark, which begins like that of UTF-16.

Outcome: graded 80
Says: -
"""


def make(folder, notebook):
    path = folder / "vae-digits.ipynb"
    data = path.read_bytes()

    path.unlink()
    path.write_bytes(data.decode("utf-8").encode("utf-32"))
