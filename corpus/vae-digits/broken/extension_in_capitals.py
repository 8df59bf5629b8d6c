"""The extension was written in capitals: `vae-digits.IPYNB`.

Outcome: graded 80
Says: -
"""


def make(folder, notebook):
    (folder / "vae-digits.ipynb").rename(folder / 'vae-digits.IPYNB')
