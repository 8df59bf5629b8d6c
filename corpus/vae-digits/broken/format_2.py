"""Format 2, from IPython 0.12: worksheets, and cells without metadata.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    cells = []
    for one in notebook["cells"]:
        if one["cell_type"] == "code":
            cells.append({"cell_type": "code", "collapsed": False, "input": "".join(one["source"]),
                          "language": "python", "outputs": [], "prompt_number": 1})
        else:
            cells.append({"cell_type": "markdown", "source": "".join(one["source"])})
    save(folder, {"metadata": {"name": "vae"}, "nbformat": 2, "worksheets": [{"cells": cells}]})
