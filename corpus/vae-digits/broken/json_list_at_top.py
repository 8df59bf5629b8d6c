"""A converter wrote the list of cells alone, without the notebook around it.

Outcome: needs attention
Says: no notebook
"""

import json


def make(folder, notebook):
    path = folder / "vae-digits.ipynb"
    data = path.read_bytes()

    path.unlink()
    path.write_bytes(json.dumps(notebook["cells"]).encode())
