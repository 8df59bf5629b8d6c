"""The generate cell became a Markdown cell, and all metadata is lost; only the name in its source is left.

Outcome: graded 80
Says: generate
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "generate")
    one["cell_type"] = "markdown"
    del one["outputs"], one["execution_count"]
    for one in notebook["cells"]:
        one["metadata"] = {}
    save(folder, notebook)
