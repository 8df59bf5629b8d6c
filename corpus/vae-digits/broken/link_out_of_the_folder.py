"""`vae-digits.ipynb` is a link to a notebook outside the hand-in.

Outcome: needs attention
Says: link
"""


def make(folder, notebook):
    outside = folder.parent / "elsewhere"
    outside.mkdir()
    (folder / "vae-digits.ipynb").rename(outside / "work.ipynb")
    (folder / "vae-digits.ipynb").symlink_to(outside / "work.ipynb")
