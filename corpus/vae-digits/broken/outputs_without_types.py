"""The outputs have lost their types, and their data is a list.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    for one in notebook["cells"]:
        for output in one.get("outputs", []):
            output.pop("output_type", None)
            output["data"] = ["image/png", "iVBOR"]
    save(folder, notebook)
