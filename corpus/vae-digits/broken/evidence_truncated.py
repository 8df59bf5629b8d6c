"""The upload of `evidence.npz` stopped in the middle.

Outcome: graded 70
Says: evidence.npz can't be read
"""


def make(folder, notebook):
    path = folder / "evidence.npz"
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data[: len(data) // 2])
