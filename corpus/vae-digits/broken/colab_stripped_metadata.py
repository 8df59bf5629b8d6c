"""Colab: all cell metadata replaced by its own ids, format 4.0.

Outcome: graded 80
Says: -
"""

from broken_helpers import save


def make(folder, notebook):
    for number, one in enumerate(notebook["cells"]):
        one["metadata"] = {"id": f"q{number:05d}", "outputId": "x", "colab": {"base_uri": "https://localhost:8080/"}}
        one.pop("id", None)
    notebook["nbformat_minor"] = 0
    notebook["metadata"]["colab"] = {"provenance": []}
    save(folder, notebook)
