"""One output line has 10 MB.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    cell(notebook, "given-latent-space")["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["x" * 10_000_000]}]
    save(folder, notebook)
