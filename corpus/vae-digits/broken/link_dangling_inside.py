"""`vae-digits.ipynb` is a link to a file of the same folder that was not handed in.

Outcome: needs attention
Says: hand in the notebook again
"""


def make(folder, notebook):
    (folder / "vae-digits.ipynb").unlink()
    (folder / "vae-digits.ipynb").symlink_to("work.ipynb")
