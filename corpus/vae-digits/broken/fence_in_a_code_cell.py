"""The sampling cell was pasted from a chat with its ``` fence: no notebook runs such a cell.

Outcome: graded 65
Says: SyntaxError
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "sampling")
    source = "".join(one["source"])
    one["source"] = "```python\n" + source + "\n```\n"
    save(folder, notebook)
