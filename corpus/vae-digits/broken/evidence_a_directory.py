"""`evidence.npz` is an empty directory.

Outcome: graded 70
Says: evidence.npz can't be read
"""


def make(folder, notebook):
    (folder / "evidence.npz").unlink()
    (folder / "evidence.npz").mkdir()
