"""All check cells were made raw cells so that they don't run.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    for one in notebook["cells"]:
        if one["metadata"].get("nbgrader", {}).get("grade") and one["cell_type"] == "code":
            one["cell_type"] = "raw"
            del one["outputs"], one["execution_count"]
    save(folder, notebook)
