"""A widget's state in an output is nested 200 levels deep, which JSON readers manage.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    deep = 1
    for _ in range(200):
        deep = {"children": [deep]}
    cell(notebook, "given-digits")["outputs"] = [
        {"output_type": "display_data", "metadata": {}, "data": {"application/json": deep}}
    ]
    save(folder, notebook)
