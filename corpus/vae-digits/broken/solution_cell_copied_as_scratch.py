"""The sampling cell was copied above itself, metadata and all, and used for scribbling.

Outcome: graded 80
Says: -
"""

import json

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "sampling")
    scratch = json.loads(json.dumps(one))
    scratch["source"] = "a = np.array([1, 2])\nprint(a.shap)\n"
    notebook["cells"].insert(notebook["cells"].index(one), scratch)
    save(folder, notebook)
