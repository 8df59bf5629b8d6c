"""The hand-in's folder is empty.

Outcome: needs attention
Says: hand in vae-digits.ipynb
"""


def make(folder, notebook):
    (folder / "vae-digits.ipynb").unlink()
    (folder / "evidence.npz").unlink()
