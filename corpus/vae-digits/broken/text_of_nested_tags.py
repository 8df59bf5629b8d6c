"""A text of 40,000 tags in each other, and added texts of as many.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    cell(notebook, "latent-writeup")["source"] = "<b>" * 40_000
    cell(notebook, "quality-writeup")["source"] = "<p><i>" * 500 + "and after 30 epochs the digits are readable."
    notebook["cells"] += [
        {"cell_type": "markdown", "metadata": {}, "source": f"{number}" + "<div>" * 9_000} for number in range(40)
    ]
    save(folder, notebook)
