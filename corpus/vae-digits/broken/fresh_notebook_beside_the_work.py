"""The assignment was fetched again: `vae-digits.ipynb` is untouched, the work lies in `vae-digits-my-work.ipynb`.

Outcome: needs attention
Says: 2 notebooks
"""

import re

from broken_helpers import cell, save


def make(folder, notebook):
    (folder / "vae-digits.ipynb").rename(folder / "vae-digits-my-work.ipynb")
    begin, end = "### BEGIN SOLUTION", "### END SOLUTION"
    for name in ("sampling", "losses", "train-step", "generate"):
        one = cell(notebook, name)
        source = "".join(one["source"])
        one["source"] = re.sub(f"{begin}.*?{end}", "raise NotImplementedError()", source, flags=re.DOTALL)
        one["outputs"] = []
    save(folder, notebook)
