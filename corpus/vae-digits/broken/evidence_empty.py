"""`evidence.npz` has no bytes.

Outcome: graded 70
Says: evidence.npz can't be read
"""


def make(folder, notebook):
    (folder / "evidence.npz").unlink()
    (folder / "evidence.npz").write_bytes(b"")
