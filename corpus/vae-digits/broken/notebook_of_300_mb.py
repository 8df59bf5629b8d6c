"""The notebook's file has 300 MB of blanks behind its end (sparse: it takes no room).

Outcome: needs attention
Says: larger than
"""

import os
import shutil


def make(folder, notebook):
    os.truncate(shutil.copyfile(folder / "vae-digits.ipynb", folder / "x"), 300 << 20)
    (folder / "x").replace(folder / "vae-digits.ipynb")
