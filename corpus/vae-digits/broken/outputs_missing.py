"""Code cells have neither `outputs` nor `execution_count`.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    for one in notebook["cells"]:
        one.pop("outputs", None)
        one.pop("execution_count", None)
    save(folder, notebook)
