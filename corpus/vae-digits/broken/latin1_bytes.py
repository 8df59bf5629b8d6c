"""An old editor saved the file in Latin-1, with an umlaut in a comment and in a text.

Outcome: graded 80
Says: -
"""

import json

from broken_helpers import cell


def make(folder, notebook):
    one = cell(notebook, "sampling")
    one["source"] = "# Größe: (Batch, latent), für z\n" + "".join(one["source"])
    text = json.dumps(notebook, ensure_ascii=False)
    path = folder / "vae-digits.ipynb"
    path.unlink()
    path.write_bytes(text.encode("latin-1", errors="replace"))
