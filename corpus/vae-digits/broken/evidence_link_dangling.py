"""`evidence.npz` is a link to a file that is not here.

Outcome: graded 70
Says: evidence.npz can't be read
"""


def make(folder, notebook):
    (folder / "evidence.npz").unlink()
    (folder / "evidence.npz").symlink_to("../data/evidence.npz")
