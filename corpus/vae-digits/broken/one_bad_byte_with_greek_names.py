"""UTF-8 in which one byte of a text was damaged; the code uses Greek names, which need UTF-8.

Outcome: graded 80
Says: -
"""

import json

from broken_helpers import cell


def make(folder, notebook):
    one = cell(notebook, "sampling")
    one["source"] = (
        "class Sampling(layers.Layer):\n    def call(self, inputs):\n        μ, logσ2 = inputs\n"
        "        ε = keras.random.normal(ops.shape(μ))\n        return μ + ops.exp(0.5 * logσ2) * ε\n"
    )
    cell(notebook, "latent-writeup")["source"] = "The space is wide – BROKEN – after 5 epochs."
    data = json.dumps(notebook, ensure_ascii=False).encode("utf-8").replace(b"BROKEN", b"\xe2\x80")
    path = folder / "vae-digits.ipynb"
    path.unlink()
    path.write_bytes(data)
