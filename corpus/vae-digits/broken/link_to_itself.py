"""`vae-digits.ipynb` is a link to itself.

Outcome: needs attention
Says: link
"""


def make(folder, notebook):
    (folder / "vae-digits.ipynb").unlink()
    (folder / "vae-digits.ipynb").symlink_to("vae-digits.ipynb")
