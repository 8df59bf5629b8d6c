"""The archive was unpacked one level too deep: everything lies in `vae-digits/vae-digits/`.

Outcome: graded 80
Says: -
"""


def make(folder, notebook):
    inner = folder / "vae-digits"
    inner.mkdir()
    for name in ("vae-digits.ipynb", "evidence.npz"):
        (folder / name).rename(inner / name)
