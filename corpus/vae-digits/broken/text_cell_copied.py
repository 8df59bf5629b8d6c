"""The cell of text 3A was copied, metadata and all: the first copy still holds the placeholder, the second the text.

Outcome: graded 80
Says: -
"""

import json

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "latent-writeup")
    placeholder = json.loads(json.dumps(one))
    placeholder["source"] = "*Write your text here (about 100 words).*"
    notebook["cells"].insert(notebook["cells"].index(one), placeholder)
    save(folder, notebook)
