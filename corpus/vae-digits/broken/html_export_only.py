"""Only 'Download as HTML' was handed in, no notebook.

Outcome: needs attention
Says: hand in vae-digits.ipynb
"""


def make(folder, notebook):
    (folder / "vae-digits.ipynb").unlink()
    (folder / "vae-digits.html").write_text("<html><body>" + "<pre>class Sampling</pre>" * 9 + "</body></html>")
