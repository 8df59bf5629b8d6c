"""The browser saved the notebook as `vae-digits.ipynb.txt`.

Outcome: graded 80
Says: graded as vae-digits.ipynb
"""


def make(folder, notebook):
    (folder / "vae-digits.ipynb").rename(folder / 'vae-digits.ipynb.txt')
