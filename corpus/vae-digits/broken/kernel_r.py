"""The notebook says that its kernel is R; its code is Python 3.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    notebook["metadata"]["kernelspec"] = {'display_name': 'R', 'language': 'R', 'name': 'ir'}
    notebook["metadata"]["language_info"] = {'name': 'R'}
    save(folder, notebook)
