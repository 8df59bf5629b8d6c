"""Neither kernelspec nor language_info is there.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    notebook["metadata"].pop("kernelspec", None)
    notebook["metadata"].pop("language_info", None)
    save(folder, notebook)
