"""The notebook may be read by nobody (for root it is readable: run this case as another user).

Outcome: needs attention
Says: can't be read
"""


def make(folder, notebook):
    (folder / "vae-digits.ipynb").chmod(0)
