"""A loop with `plt.show()` left 4000 small pictures.

Outcome: graded 80
Says: -
"""

import base64

from broken_helpers import cell, save


def make(folder, notebook):
    picture = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(900)).decode()
    cell(notebook, "given-digits")["outputs"] = [
        {"output_type": "display_data", "metadata": {}, "data": {"image/png": picture, "text/plain": "<Figure>"}}
    ] * 4000
    save(folder, notebook)
