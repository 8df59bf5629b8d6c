"""A tar archive stands under the notebook's name.

Outcome: needs attention
Says: hand in the notebook again
"""

import io
import tarfile


def make(folder, notebook):
    path = folder / "vae-digits.ipynb"
    data = path.read_bytes()
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        entry = tarfile.TarInfo("vae-digits.ipynb")
        entry.size = len(data)
        archive.addfile(entry, io.BytesIO(data))
    path.unlink()
    path.write_bytes(buffer.getvalue())
