"""The browser called the file `evidence (1).npz`; it is the only one of its kind.

Outcome: graded 80
Says: evidence (1).npz
"""


def make(folder, notebook):
    (folder / "evidence.npz").rename(folder / "evidence (1).npz")
