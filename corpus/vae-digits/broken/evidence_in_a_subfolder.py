"""The notebook is in its place; `evidence.npz`, the only one, lies in a subfolder `data`.

Outcome: graded 80
Says: -
"""


def make(folder, notebook):
    (folder / "data").mkdir()
    (folder / "evidence.npz").rename(folder / "data" / "evidence.npz")
