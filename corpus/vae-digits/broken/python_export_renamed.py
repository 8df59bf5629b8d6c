"""'Download as Python' was renamed to .ipynb.

Outcome: needs attention
Says: .ipynb
"""


def make(folder, notebook):
    code = ["".join(one["source"]) for one in notebook["cells"] if one["cell_type"] == "code"]
    path = folder / "vae-digits.ipynb"
    path.unlink()
    path.write_text("#!/usr/bin/env python\n# coding: utf-8\n\n" + "\n\n# In[ ]:\n\n\n".join(code), encoding="utf-8")
