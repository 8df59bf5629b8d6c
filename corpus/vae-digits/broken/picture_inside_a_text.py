"""Colab put a pasted picture into text 3A itself, as 400 kB of base64.

Outcome: graded 80
Says: -
"""

import base64
import random

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "latent-writeup")
    picture = base64.b64encode(random.Random(1).randbytes(300_000)).decode()
    one["source"] = "".join(one["source"]) + f"\n\n![image.png](data:image/png;base64,{picture})\n"
    save(folder, notebook)
