"""The notebook's metadata carries 20 MB of widget state.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    state = {f"{number:032x}": {"model_name": "FloatProgressModel", "state": {"v": "x" * 20_000}} for number in range(1000)}
    notebook["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": state}}
    save(folder, notebook)
