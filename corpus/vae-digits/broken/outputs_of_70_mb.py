"""A printed array left 70 MB of text in one output: more than any reader should take.

Outcome: needs attention
Says: clear its outputs
"""

from broken_helpers import cell, save


def make(folder, notebook):
    cell(notebook, "given-experiment")["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "0.0 " * (70 << 18)}]
    save(folder, notebook)
