"""The page of a web site that shows the notebook was saved as .ipynb.

Outcome: needs attention
Says: HTML
"""


def make(folder, notebook):
    path = folder / "vae-digits.ipynb"
    data = path.read_bytes()
    page = "<!DOCTYPE html>\n<html lang=\"en\"><head><title>vae-digits.ipynb at main</title></head><body>" + "<p>x</p>" * 999 + "</body></html>"
    path.unlink()
    path.write_bytes(page.encode("utf-8"))
