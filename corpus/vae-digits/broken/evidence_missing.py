"""`evidence.npz` was not handed in, and the notebook has no copy of it.

Outcome: graded 70
Says: evidence.npz
"""


def make(folder, notebook):
    (folder / "evidence.npz").unlink()
