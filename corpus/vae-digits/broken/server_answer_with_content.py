"""The answer of Jupyter's contents interface was saved: the notebook lies under `content`.

Outcome: needs attention
Says: no Jupyter notebook
"""

import json


def make(folder, notebook):
    path = folder / "vae-digits.ipynb"
    data = path.read_bytes()

    path.unlink()
    path.write_bytes(json.dumps({"name": "vae-digits.ipynb", "type": "notebook", "format": "json", "content": notebook}).encode())
