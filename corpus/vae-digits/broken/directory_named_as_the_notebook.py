"""`vae-digits.ipynb` is a directory, with the notebook inside.

Outcome: needs attention
Says: hand in the notebook again
"""


def make(folder, notebook):
    (folder / "vae-digits.ipynb").rename(folder / "x")
    (folder / "vae-digits.ipynb").mkdir()
    (folder / "x").rename(folder / "vae-digits.ipynb" / "vae-digits.ipynb")
