"""`evidence.npz` passed through a text transfer: every LF became CR LF.

Outcome: graded 70
Says: evidence.npz can't be read
"""


def make(folder, notebook):
    path = folder / "evidence.npz"
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data.replace(b"\n", b"\r\n"))
