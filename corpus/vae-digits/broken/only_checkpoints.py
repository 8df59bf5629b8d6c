"""Only `.ipynb_checkpoints` was handed in: an older version that nobody chose to hand in.

Outcome: needs attention
Says: hand in vae-digits.ipynb
"""


def make(folder, notebook):
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / "vae-digits.ipynb").rename(folder / ".ipynb_checkpoints" / "vae-digits-checkpoint.ipynb")
