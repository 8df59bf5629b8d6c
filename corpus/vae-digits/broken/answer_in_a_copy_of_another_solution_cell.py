"""The generate cell was deleted; its answer was written into a copy of the losses cell, with that one's grade_id.

Outcome: graded 80
Says: -
"""

import json

from broken_helpers import cell, save


def make(folder, notebook):
    own, like = cell(notebook, "generate"), cell(notebook, "losses")
    own["metadata"] = json.loads(json.dumps(like["metadata"]))
    save(folder, notebook)
