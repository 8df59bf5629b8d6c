"""A binary file was printed: the output is full of control characters.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    text = "".join(map(chr, range(256))) * 2000
    cell(notebook, "given-data")["outputs"] = [{"output_type": "stream", "name": "stderr", "text": text}]
    save(folder, notebook)
