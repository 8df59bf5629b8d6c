"""`evidence.npz` is a named pipe: who opens it waits for ever.

Outcome: graded 70
Says: evidence.npz can't be read
"""

import os


def make(folder, notebook):
    (folder / "evidence.npz").unlink()
    os.mkfifo(folder / "evidence.npz")
