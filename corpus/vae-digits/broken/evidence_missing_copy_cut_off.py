"""`evidence.npz` was not handed in, and the copy in the notebook's outputs is cut off.

Outcome: graded 70
Says: copy of the evidence can't be read
"""

import base64

from broken_helpers import cell, save


def make(folder, notebook):
    packed = base64.b64encode((folder / "evidence.npz").read_bytes()).decode()[:100_000]
    cell(notebook, "given-experiment")["outputs"].append(
        {"output_type": "display_data", "metadata": {}, "data": {"application/vnd.vaekit.evidence": packed, "text/plain": "evidence"}}
    )
    save(folder, notebook)
    (folder / "evidence.npz").unlink()
