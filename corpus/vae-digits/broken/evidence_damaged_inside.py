"""Some bytes in the middle of `evidence.npz` were damaged: the check sums tell.

Outcome: graded 70
Says: evidence.npz can't be read
"""


def make(folder, notebook):
    path = folder / "evidence.npz"
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 64] = bytes(64)
    path.unlink()
    path.write_bytes(data)
