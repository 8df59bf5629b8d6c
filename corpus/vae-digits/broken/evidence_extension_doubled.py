"""The file is called `evidence.npz.npz`; it is the only one of its kind.

Outcome: graded 80
Says: evidence.npz.npz
"""


def make(folder, notebook):
    (folder / "evidence.npz").rename(folder / "evidence.npz.npz")
