"""A data file of 500 MB lies beside the notebook (sparse: it takes no room).

Outcome: graded 80
Says: -
"""


def make(folder, notebook):
    with (folder / "mnist-augmented.npy").open("wb") as file:
        file.truncate(500 << 20)
