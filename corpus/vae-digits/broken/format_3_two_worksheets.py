"""Format 3 whose cells lie in two worksheets.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    cells = []
    for one in notebook["cells"]:
        source = one["source"]
        if one["cell_type"] == "code":
            cells.append({"cell_type": "code", "collapsed": False, "input": source, "language": "python",
                          "metadata": one["metadata"], "outputs": [], "prompt_number": 1})
        elif "".join(source).startswith("## "):
            first, _, rest = "".join(source).partition("\n")
            cells.append({"cell_type": "heading", "level": 2, "metadata": {}, "source": [first[3:]]})
            cells.append({"cell_type": "markdown", "metadata": one["metadata"], "source": [rest]})
        else:
            cells.append({"cell_type": "markdown", "metadata": one["metadata"], "source": source})

    sheets = [{"cells": cells[:12], "metadata": {}}, {"cells": cells[12:], "metadata": {}}]
    save(folder, {"metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0, "worksheets": sheets})
