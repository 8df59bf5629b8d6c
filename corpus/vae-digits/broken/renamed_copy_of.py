"""Drive called the notebook `Copy of vae-digits.ipynb`.

Outcome: graded 80
Says: graded as vae-digits.ipynb
"""


def make(folder, notebook):
    (folder / "vae-digits.ipynb").rename(folder / 'Copy of vae-digits.ipynb')
