"""`vae-digits.ipynb` is a named pipe: who opens it waits for ever.

Outcome: needs attention
Says: hand in the notebook again
"""

import os


def make(folder, notebook):
    (folder / "vae-digits.ipynb").unlink()
    os.mkfifo(folder / "vae-digits.ipynb")
