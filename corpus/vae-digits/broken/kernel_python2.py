"""The notebook says that its kernel is Python 2; its code is Python 3.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    notebook["metadata"]["kernelspec"] = {'display_name': 'Python 2', 'language': 'python', 'name': 'python2'}
    notebook["metadata"]["language_info"] = {'name': 'python', 'version': '2.7.18'}
    save(folder, notebook)
