"""The notebook's name has capitals.

Outcome: graded 80
Says: graded as vae-digits.ipynb
"""


def make(folder, notebook):
    (folder / "vae-digits.ipynb").rename(folder / 'VAE-Digits.ipynb')
