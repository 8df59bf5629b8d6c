"""Not JSON: an e-mail text was saved under the notebook's name.

Outcome: needs attention
Says: hand in the notebook again
"""


def make(folder, notebook):
    path = folder / "vae-digits.ipynb"
    data = path.read_bytes()

    path.unlink()
    path.write_bytes(b"Dear Professor,\n\nplease find attached my solution.\n\nBest regards\nAda\n")
