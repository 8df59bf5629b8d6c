"""A ZIP program on Windows left a file name that is no UTF-8.

Outcome: graded 80
Says: -
"""

import os


def make(folder, notebook):
    name = os.path.join(os.fsencode(folder), b"vae-digits-\xe9l\xe8ve.ipynb")
    os.rename(os.path.join(os.fsencode(folder), b"vae-digits.ipynb"), name)
