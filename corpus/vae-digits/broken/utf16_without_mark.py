"""UTF-16 without a byte-order mark; JSON's own rule (RFC 4627, Python's `json.loads(bytes)`) still tells it.

Outcome: graded 80
Says: -
"""


def make(folder, notebook):
    path = folder / "vae-digits.ipynb"
    data = path.read_bytes()

    path.unlink()
    path.write_bytes(data.decode("utf-8").encode("utf-16-le"))
