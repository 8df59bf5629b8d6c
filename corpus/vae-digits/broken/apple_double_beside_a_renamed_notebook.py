"""macOS packed its `._` file beside a renamed notebook: only one of the two is a notebook.

Outcome: graded 80
Says: graded as vae-digits.ipynb
"""


def make(folder, notebook):
    (folder / "vae-digits.ipynb").rename(folder / "vae-digits (1).ipynb")
    (folder / "._vae-digits (1).ipynb").write_bytes(b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        " + bytes(120))
