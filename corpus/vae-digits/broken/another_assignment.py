"""The notebook of another of the kit's assignments was handed in under this name.

Outcome: needs attention
Says: looks like a hand-in of beta-vae
"""

import json

from broken_helpers import save

from autograder.authoring.assignment import assignments


def make(folder, notebook):
    save(folder, json.loads(assignments()["beta-vae"].source_notebook.read_text(encoding="utf-8")))
