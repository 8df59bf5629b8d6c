"""A broken extension nested its own settings a hundred thousand levels deep.

Outcome: needs attention
Says: hand in the notebook again
"""

import json


def make(folder, notebook):
    text = json.dumps(notebook).rstrip()
    deep = '{"a":' * 100_000 + "1" + "}" * 100_000
    path = folder / "vae-digits.ipynb"
    path.unlink()
    path.write_text(text[:-1] + ', "extension": ' + deep + "}")
