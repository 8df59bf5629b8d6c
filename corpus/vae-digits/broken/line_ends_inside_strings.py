"""A tool wrote real line ends into JSON strings in place of `\\n`.

Outcome: needs attention
Says: hand in the notebook again
"""


def make(folder, notebook):
    path = folder / "vae-digits.ipynb"
    data = path.read_bytes()

    path.unlink()
    path.write_bytes(data.replace(b"\\n", b"\n"))
