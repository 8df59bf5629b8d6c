"""`vae-digits.ipynb` is a link to a file on the student's own disk, which is not here.

Outcome: needs attention
Says: link
"""


def make(folder, notebook):
    (folder / "vae-digits.ipynb").unlink()
    (folder / "vae-digits.ipynb").symlink_to("/home/ada/course/vae-digits.ipynb")
