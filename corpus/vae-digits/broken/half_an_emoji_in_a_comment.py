"""A comment of the sampling cell was cut in the middle of an emoji: a lone surrogate stands in the JSON.

Outcome: graded 80
Says: -
"""

import json

from broken_helpers import cell


def make(folder, notebook):
    one = cell(notebook, "sampling")
    one["source"] = "# drawn anew \ud83d\n" + "".join(one["source"])
    path = folder / "vae-digits.ipynb"
    path.unlink()
    path.write_text(json.dumps(notebook), encoding="utf-8")
