"""Git on Windows turned the file's line ends into CR LF.

Outcome: graded 80
Says: -
"""


def make(folder, notebook):
    path = folder / "vae-digits.ipynb"
    data = path.read_bytes()

    path.unlink()
    path.write_bytes(data.replace(b"\n", b"\r\n"))
