"""`vae-digits.ipynb` is a link to a directory of the same folder.

Outcome: needs attention
Says: hand in the notebook again
"""


def make(folder, notebook):
    (folder / "work").mkdir()
    (folder / "vae-digits.ipynb").rename(folder / "work" / "vae-digits.ipynb")
    (folder / "vae-digits.ipynb").symlink_to("work")
