"""Two notebooks, `draft.ipynb` and `final.ipynb`, and none has the assignment's name.

Outcome: needs attention
Says: rename the one to grade
"""

import shutil


def make(folder, notebook):
    shutil.copyfile(folder / "vae-digits.ipynb", folder / "draft.ipynb")
    (folder / "vae-digits.ipynb").rename(folder / "final.ipynb")
