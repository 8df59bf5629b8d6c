"""A Word document was renamed to .ipynb.

Outcome: needs attention
Says: hand in the notebook again
"""

import io
import zipfile


def make(folder, notebook):
    path = folder / "vae-digits.ipynb"
    data = path.read_bytes()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document>class Sampling(layers.Layer)</w:document>")
    path.unlink()
    path.write_bytes(buffer.getvalue())
