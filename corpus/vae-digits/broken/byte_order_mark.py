"""An editor on Windows put a byte-order mark before the JSON.

Outcome: graded 80
Says: -
"""


def make(folder, notebook):
    path = folder / "vae-digits.ipynb"
    data = path.read_bytes()

    path.unlink()
    path.write_bytes(b"\xef\xbb\xbf" + data)
