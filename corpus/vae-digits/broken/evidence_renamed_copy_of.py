"""Drive called the file `Copy of evidence.npz`; it is the only one of its kind.

Outcome: graded 80
Says: Copy of evidence.npz
"""


def make(folder, notebook):
    (folder / "evidence.npz").rename(folder / "Copy of evidence.npz")
