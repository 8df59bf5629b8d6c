"""`evidence.npz` has no bytes; the notebook's outputs carry a whole copy.

Outcome: graded 80
Says: copy
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
    (folder / "evidence.npz").write_bytes(b"")
