"""A browser saw that the file is a ZIP archive and called it `evidence.zip`.

Outcome: graded 80
Says: evidence.zip
"""


def make(folder, notebook):
    (folder / "evidence.npz").rename(folder / "evidence.zip")
