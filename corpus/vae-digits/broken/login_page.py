"""The download gave the log-in page of the course site, saved as .ipynb.

Outcome: needs attention
Says: HTML
"""


def make(folder, notebook):
    path = folder / "vae-digits.ipynb"
    data = path.read_bytes()

    path.unlink()
    path.write_bytes(b"\n\n<html><body><form action=\"/login\">Your session has expired. Log in</form></body></html>")
