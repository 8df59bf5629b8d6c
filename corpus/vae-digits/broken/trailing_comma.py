"""Edited by hand: a comma stands behind the last cell.

Outcome: needs attention
Says: hand in the notebook again
"""


def make(folder, notebook):
    path = folder / "vae-digits.ipynb"
    data = path.read_bytes()
    text = data.decode("utf-8")
    end = text.rindex("\n ],")
    text = text[:end] + "," + text[end:]
    path.unlink()
    path.write_bytes(text.encode("utf-8"))
