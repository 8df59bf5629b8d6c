"""What the cases of broken hand-ins share."""

import json
import pathlib


def save(folder, notebook, name="vae-digits.ipynb"):
    """Write the dict as JSON. The old file is unlinked first: it may be a hard link to somebody else's."""
    path = pathlib.Path(folder) / name
    path.unlink(missing_ok=True)
    path.write_bytes((json.dumps(notebook, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))


def cell(notebook, grade_id):
    """The cell with that nbgrader grade_id."""
    return next(one for one in notebook["cells"] if one["metadata"].get("nbgrader", {}).get("grade_id") == grade_id)
