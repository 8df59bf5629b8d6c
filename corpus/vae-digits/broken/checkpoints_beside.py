"""`.ipynb_checkpoints` with an older version lies beside the notebook.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    (folder / ".ipynb_checkpoints").mkdir()
    notebook["cells"] = notebook["cells"][:8]
    save(folder / ".ipynb_checkpoints", notebook, "vae-digits-checkpoint.ipynb")
