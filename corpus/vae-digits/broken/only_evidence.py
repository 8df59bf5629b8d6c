"""Only `evidence.npz` was handed in.

Outcome: needs attention
Says: hand in vae-digits.ipynb
"""


def make(folder, notebook):
    (folder / "vae-digits.ipynb").unlink()
