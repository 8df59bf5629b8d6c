"""`await` stands at top level above the class in the sampling cell: notebooks allow it, plain Python does not.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    one = cell(notebook, "sampling")
    source = "".join(one["source"])
    one["source"] = "import asyncio\nawait asyncio.sleep(0)\n\n" + source
    save(folder, notebook)
