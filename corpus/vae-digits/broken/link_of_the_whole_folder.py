"""The hand-in's folder is a link to a neighbour's right one.

Outcome: needs attention
Says: it is a link
"""


def make(folder, notebook):
    neighbour = folder.parent / "neighbour"
    folder.rename(neighbour)
    folder.symlink_to(neighbour)
