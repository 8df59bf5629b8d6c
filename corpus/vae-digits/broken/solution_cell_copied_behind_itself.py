"""The sampling cell was copied and pasted, metadata and all.

Outcome: graded 80
Says: -
"""

import json

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "sampling")
    notebook["cells"].insert(notebook["cells"].index(one) + 1, json.loads(json.dumps(one)))
    save(folder, notebook)
