"""`evidence.npz` lies in a folder of the hand-in that is a link to a neighbour's.

Outcome: graded 70
Says: -
"""


def make(folder, notebook):
    neighbour = folder.parent / "neighbour"
    neighbour.mkdir()
    (folder / "evidence.npz").rename(neighbour / "evidence.npz")
    (folder / "work").symlink_to(neighbour, target_is_directory=True)
