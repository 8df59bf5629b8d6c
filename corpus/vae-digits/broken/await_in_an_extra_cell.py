"""An added cell uses `await` at top level, as notebooks allow.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def code(source, **metadata):
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def make(folder, notebook):
    notebook["cells"].insert(3, code('import asyncio\nawait asyncio.sleep(0.1)\n'))
    save(folder, notebook)
