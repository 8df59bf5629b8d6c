"""Draw the picture of the evidence lower bound into the notebook's source: what each of the two losses does alone.

python -m tools.vae_digits.elbo_picture
"""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Ellipse
from PIL import Image

NOTEBOOK = Path(__file__).resolve().parents[2] / "source" / "vae-digits" / "vae-digits.ipynb"
CELL, ATTACHMENT = "about-bound", "bound.png"
COLOURS = ("#332288", "#117733", "#AA4466", "#996600", "#117799")  # dark enough on white: at least 4.5 to 1
PANELS = (  # title, what one reads below it, distance of the clouds from the middle, size of each cloud
    (
        "reconstruction loss alone",
        "every image comes back, but nothing\nlies where you draw from N(0, I)",
        2.7,
        0.25,
    ),
    ("KL alone", "every cloud is N(0, I): z says\nnothing about the image", 0.0, 2.0),
    ("both: the lower bound", "clouds apart, and side by side:\na draw from N(0, I) meets one", 1.25, 1.05),
)
REACH = 3.6  # of each panel, in standard deviations of the prior


def picture() -> bytes:
    """The picture as a PNG file: on white, so that it can be read in a dark notebook too."""
    figure = Figure(figsize=(9.6, 3.9), dpi=120, layout="constrained", facecolor="white")
    FigureCanvasAgg(figure)
    for axes, panel in zip(figure.subplots(1, len(PANELS)), PANELS, strict=True):
        _panel(axes, *panel)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    with Image.open(buffer) as drawn:
        small = io.BytesIO()
        drawn.convert("RGB").quantize(64).save(small, format="PNG", optimize=True)
    return small.getvalue()


def _panel(axes: Any, title: str, told: str, distance: float, size: float) -> None:
    for radius in (1, 2):
        axes.add_patch(Circle((0, 0), radius, fill=False, color="0.4", linestyle=":", linewidth=1.2))
    axes.text(0, -3.4, "dotted: the prior N(0, I)", color="0.3", fontsize=10, ha="center", va="bottom")
    for number, colour in enumerate(COLOURS):
        angle = 2 * np.pi * number / len(COLOURS) + np.pi / 2
        centre = distance * np.cos(angle), distance * np.sin(angle)
        cloud = Ellipse(
            centre, 2 * size, 2 * size, facecolor=colour, alpha=0.16 if distance else 0.03, edgecolor="none"
        )
        edge = Ellipse(centre, 2 * size, 2 * size, fill=False, edgecolor=colour, linewidth=1.6)
        axes.add_patch(cloud)
        axes.add_patch(edge)
        if distance:
            axes.text(*centre, str(number), color=colour, fontsize=13, fontweight="bold", ha="center", va="center")
    if not distance:
        axes.text(0, 0, "0 1 2 3 4", color="black", fontsize=13, fontweight="bold", ha="center", va="center")
    axes.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), aspect="equal", xticks=[], yticks=[])
    axes.set_title(title, fontsize=12)
    axes.set_xlabel(told, fontsize=11)


def main() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    cell = next(cell for cell in notebook.cells if cell.id == CELL)
    cell["attachments"] = {ATTACHMENT: {"image/png": base64.b64encode(picture()).decode("ascii")}}
    nbformat.write(notebook, NOTEBOOK)


if __name__ == "__main__":
    main()
