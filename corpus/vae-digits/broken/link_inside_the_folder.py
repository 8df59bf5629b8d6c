"""`vae-digits.ipynb` is a link to `my work.ipynb` in the same folder.

Outcome: graded 80
Says: -
"""


def make(folder, notebook):
    (folder / "vae-digits.ipynb").rename(folder / "my work.ipynb")
    (folder / "vae-digits.ipynb").symlink_to("my work.ipynb")
