"""A script encoded the JSON twice: the file holds one JSON string.

Outcome: needs attention
Says: no notebook
"""

import json


def make(folder, notebook):
    path = folder / "vae-digits.ipynb"
    data = path.read_bytes()

    path.unlink()
    path.write_bytes(json.dumps(data.decode("utf-8")).encode())
