"""PowerShell's `>` wrote the notebook as UTF-16 with a byte-order mark.

Outcome: graded 80
Says: -
"""


def make(folder, notebook):
    path = folder / "vae-digits.ipynb"
    data = path.read_bytes()

    path.unlink()
    path.write_bytes(b"\xff\xfe" + data.decode("utf-8").encode("utf-16-le"))
