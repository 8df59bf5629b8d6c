"""A merge conflict was never resolved: its markers stand between the lines of the JSON.

Outcome: needs attention
Says: conflict
"""


def make(folder, notebook):
    path = folder / "vae-digits.ipynb"
    data = path.read_bytes()
    text = data.decode("utf-8")
    lines = text.split("\n")
    lines[40:41] = ["<<<<<<< HEAD", lines[40], "=======", lines[40], ">>>>>>> laptop"]
    text = "\n".join(lines)
    path.unlink()
    path.write_bytes(text.encode("utf-8"))
