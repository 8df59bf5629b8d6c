"""The notebook's name has brackets, quotes and a dollar sign.

Outcome: graded 80
Says: graded as vae-digits.ipynb
"""


def make(folder, notebook):
    (folder / "vae-digits.ipynb").rename(folder / '[ada] \'vae\' "digits" & more; $HOME.ipynb')
