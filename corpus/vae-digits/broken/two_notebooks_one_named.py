"""A copy `vae-digits-Copy1.ipynb` of the whole notebook lies beside it.

Outcome: graded 80
Says: -
"""

import shutil


def make(folder, notebook):
    shutil.copyfile(folder / "vae-digits.ipynb", folder / "vae-digits-Copy1.ipynb")
