"""The notebook is called `vae-digits-FINAL.ipynb`.

Outcome: graded 80
Says: graded as vae-digits.ipynb
"""


def make(folder, notebook):
    (folder / "vae-digits.ipynb").rename(folder / 'vae-digits-FINAL.ipynb')
