"""Texts with attachments, outputs and sources that are lists in lists in lists.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    nested = []
    for _ in range(300):
        nested = [nested]
    one = cell(notebook, "quality-writeup")
    one["attachments"] = {"a.png": {"image/png": nested}}
    one["source"] = ["![a](attachment:a.png)\n", "and after 30 epochs the digits are readable.\n", nested]
    cell(notebook, "given-digits")["outputs"] = [
        {"output_type": "display_data", "metadata": {}, "data": {"image/png": nested, "text/plain": nested}},
        {"output_type": "display_data", "metadata": {}, "data": {"application/vnd.vaekit.evidence": nested}},
    ]
    save(folder, notebook)
