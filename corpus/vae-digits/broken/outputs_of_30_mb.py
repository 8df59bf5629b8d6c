"""A progress bar left 30 MB of text in one output.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    cell(notebook, "given-experiment")["outputs"] = [
        {"output_type": "stream", "name": "stdout", "text": "\r469/469 ==== loss: 161.3300\b\b\b" * 970_000}
    ]
    save(folder, notebook)
