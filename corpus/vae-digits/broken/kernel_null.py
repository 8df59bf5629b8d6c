"""kernelspec is null and language_info a text.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    notebook["metadata"].update(kernelspec=None, language_info="python")
    save(folder, notebook)
