"""`evidence.npz` is a link to a neighbour's file.

Outcome: graded 70
Says: it is a link
"""


def make(folder, notebook):
    neighbour = folder.parent / "neighbour"
    neighbour.mkdir()
    (folder / "evidence.npz").rename(neighbour / "evidence.npz")
    (folder / "evidence.npz").symlink_to(neighbour / "evidence.npz")
