"""An empty `evidence (1).npz` lies beside the whole `evidence.npz`.

Outcome: graded 80
Says: -
"""


def make(folder, notebook):
    (folder / "evidence (1).npz").write_bytes(b"")
