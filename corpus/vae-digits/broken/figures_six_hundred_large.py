"""One picture of 3,990 pixels a side six hundred times, half of them cut off.

Outcome: graded 80
Says: -
"""

import base64
import io

from broken_helpers import cell, save
from PIL import Image


def make(folder, notebook):
    buffer = io.BytesIO()
    Image.new("1", (3_990, 3_990)).save(buffer, format="PNG")
    whole = base64.b64encode(buffer.getvalue()).decode()
    outputs = [
        {"output_type": "display_data", "metadata": {}, "data": {"image/png": data, "text/plain": "<Figure>"}}
        for data in (whole[:-40], whole)
    ]
    cell(notebook, "given-digits")["outputs"] = outputs * 300
    cell(notebook, "quality-writeup")["source"] = f"![a](data:image/png;base64,{whole})\n\n" * 600
    save(folder, notebook)
