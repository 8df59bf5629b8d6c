"""A server's compression was left on: the file is the notebook, gzipped.

Outcome: needs attention
Says: hand in the notebook again
"""

import gzip


def make(folder, notebook):
    path = folder / "vae-digits.ipynb"
    data = path.read_bytes()

    path.unlink()
    path.write_bytes(gzip.compress(data))
