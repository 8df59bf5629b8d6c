"""An added cell of 50,000 dots on one line, and one of spaces before a quote: colours and magics take the square of them.

Outcome: graded 80
Says: stopped with SyntaxError
"""

from broken_helpers import save


def make(folder, notebook):
    for source in ("a." * 49_000, "x y\n" + " " * 90_000 + "'", "1." * 49_000):
        notebook["cells"].append(
            {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
        )
    save(folder, notebook)
