"""An output of twenty million empty lists in 62 MB: each takes twenty times its size in a reader's memory.

Outcome: needs attention
Says: clear its outputs
"""

import json


def make(folder, notebook):
    whole = json.dumps({**notebook, "more": ["@"]})
    lists = "[]," * 20_000_000
    (folder / "vae-digits.ipynb").write_text(whole.replace('"@"', f"{lists}0"), encoding="utf-8")
