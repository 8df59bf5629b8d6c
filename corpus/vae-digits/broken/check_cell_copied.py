"""The losses check was copied and pasted three times, metadata and all.

Outcome: graded 80
Says: -
"""

import json

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "losses-check")
    for _ in range(3):
        notebook["cells"].insert(notebook["cells"].index(one), json.loads(json.dumps(one)))
    save(folder, notebook)
