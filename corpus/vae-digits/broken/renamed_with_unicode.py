"""The notebook's name has spaces, umlauts and an emoji.

Outcome: graded 80
Says: graded as vae-digits.ipynb
"""


def make(folder, notebook):
    (folder / "vae-digits.ipynb").rename(folder / 'Übung 3 – Łukasz 数字 🎲.ipynb')
