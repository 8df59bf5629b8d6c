"""macOS packed `._vae-digits.ipynb`, `__MACOSX` and `.DS_Store` beside the notebook.

Outcome: graded 80
Says: -
"""


def make(folder, notebook):
    double = b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        " + bytes(120)
    (folder / "._vae-digits.ipynb").write_bytes(double)
    (folder / "._evidence.npz").write_bytes(double)
    (folder / ".DS_Store").write_bytes(bytes(6148))
    (folder / "__MACOSX").mkdir()
    (folder / "__MACOSX" / "._vae-digits.ipynb").write_bytes(double)
