"""The notebook says that its kernel is Julia 1.10; its code is Python 3.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    notebook["metadata"]["kernelspec"] = {'display_name': 'Julia 1.10', 'language': 'julia', 'name': 'julia-1.10'}
    notebook["metadata"]["language_info"] = {'name': 'julia', 'version': '1.10.0'}
    save(folder, notebook)
