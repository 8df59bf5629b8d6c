"""A virtual environment with a notebook of some package in it, caches and pictures lie beside the notebook.

Outcome: graded 80
Says: -
"""


def make(folder, notebook):
    package = folder / "venv" / "lib" / "site-packages" / "demo"
    package.mkdir(parents=True)
    (package / "demo.ipynb").write_text('{"cells": []}')
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "lab.cpython-311.pyc").write_bytes(bytes(100))
    (folder / "numpy.py").write_text("raise ImportError('a stray module')\n")
    (folder / "lab.py").write_text("# an old helper\n")
