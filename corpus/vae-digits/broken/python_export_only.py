"""Only 'Download as Python' was handed in, no notebook.

Outcome: needs attention
Says: hand in vae-digits.ipynb
"""


def make(folder, notebook):
    code = ["".join(one["source"]) for one in notebook["cells"] if one["cell_type"] == "code"]
    (folder / "vae-digits.ipynb").unlink()
    (folder / "vae-digits.py").write_text("\n\n".join(code), encoding="utf-8")
