"""Another program wrote NaN and Infinity, which JSON has not, into outputs and points.

Outcome: graded 80
Says: -
"""

from broken_helpers import cell, save


def make(folder, notebook):
    cell(notebook, "sampling-check")["metadata"]["nbgrader"]["points"] = float("nan")
    cell(notebook, "given-models")["metadata"]["nbgrader"]["points"] = float("inf")
    cell(notebook, "sampling-check")["outputs"] = [
        {"output_type": "execute_result", "execution_count": 1, "metadata": {"took": float("-inf")},
         "data": {"application/json": {"loss": [float("nan"), float("inf")]}}}
    ]
    save(folder, notebook)
