"""A sync program filled the last disk block behind the whole notebook with NUL bytes.

Outcome: graded 80
Says: -
"""


def make(folder, notebook):
    path = folder / "vae-digits.ipynb"
    data = path.read_bytes()

    path.unlink()
    path.write_bytes(data + bytes(-len(data) % 4096 + 512))
