"""The browser called the download `vae-digits (1).ipynb`.

Outcome: graded 80
Says: graded as vae-digits.ipynb
"""


def make(folder, notebook):
    (folder / "vae-digits.ipynb").rename(folder / 'vae-digits (1).ipynb')
