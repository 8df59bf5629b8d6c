"""`evidence.npz` was not handed in; the notebook's outputs carry a copy.

Outcome: graded 80
Says: its copy in the notebook's outputs was used
"""

import base64

from broken_helpers import cell, save


def make(folder, notebook):
    packed = base64.b64encode((folder / "evidence.npz").read_bytes()).decode()
    cell(notebook, "given-experiment")["outputs"].append(
        {"output_type": "display_data", "metadata": {}, "data": {"application/vnd.vaekit.evidence": packed, "text/plain": "evidence"}}
    )
    save(folder, notebook)
    (folder / "evidence.npz").unlink()
