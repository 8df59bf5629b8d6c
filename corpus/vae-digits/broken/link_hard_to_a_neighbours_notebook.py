"""`vae-digits.ipynb` is a hard link: another name of a file that lies in a neighbour's folder.

Outcome: needs attention
Says: hard link
"""

import os


def make(folder, notebook):
    neighbour = folder.parent / "neighbour"
    neighbour.mkdir()
    (folder / "vae-digits.ipynb").rename(neighbour / "vae-digits.ipynb")
    os.link(neighbour / "vae-digits.ipynb", folder / "vae-digits.ipynb")
