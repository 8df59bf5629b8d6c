"""Pictures for pages: a student's, decoded and encoded again by the kit, and figures as small PNG files."""

from __future__ import annotations

import base64
import binascii
import io
from collections.abc import Mapping, Sequence
from typing import Any

from autograder.records.units import MIB

_MOST_BYTES = 8 * MIB
_MOST_PIXELS = 16_000_000  # of one picture
_MOST_TRIED = 24  # pictures of one cell or text that are decoded, whether they are valid or not
_PIXELS_TOGETHER = 48_000_000  # of all of these
_WIDTH = 1100  # pixels of a page


def own_pictures(outputs: Sequence[Mapping[str, Any]], most: int = 4) -> list[bytes]:
    """The PNGs among a student's outputs, decoded and encoded again. Damaged and too large ones are left out."""
    decoder = Decoder()
    found: list[bytes] = []
    for output in outputs:
        data = output.get("data")
        encoded = data.get("image/png") if isinstance(data, Mapping) else None
        if isinstance(encoded, list):
            encoded = "".join(line for line in encoded if isinstance(line, str))
        if isinstance(encoded, str) and len(found) < most:
            png = decoder.reencoded(encoded)
            found += [png] if png else []
    return found


class Decoder:
    """Decodes a student's pictures and encodes them again, within limits on their number and on their pixels together."""

    def __init__(self) -> None:
        self._tries, self._pixels = _MOST_TRIED, _PIXELS_TOGETHER

    def reencoded(self, encoded: str) -> bytes | None:
        """A base64 picture as PNG of bounded size; None where it is no PNG, is too large, or exceeds a limit."""
        from PIL import Image

        if len(encoded) > _MOST_BYTES * 4 / 3 or self._tries <= 0:
            return None
        self._tries -= 1
        try:
            raw = base64.b64decode(encoded, validate=False)
            with Image.open(io.BytesIO(raw), formats=("PNG",)) as opened:
                if opened.width * opened.height > min(_MOST_PIXELS, self._pixels):
                    return None
                self._pixels -= opened.width * opened.height
                picture = opened.convert("RGB")
            picture.thumbnail((_WIDTH, 4 * _WIDTH))
            return small_png(picture)
        except (OSError, ValueError, SyntaxError, binascii.Error, Image.DecompressionBombError):
            return None


def small_png(picture: Any, colours: int = 256) -> bytes:
    """An RGB picture as PNG. A grey one is exact; another is reduced to that number of colours: with 256, a figure looks
    the same and has a third of the size.
    """
    from PIL import Image, ImageChops

    red, green, blue = picture.split()
    grey = not any(ImageChops.difference(red, other).getbbox() for other in (green, blue))
    few = (
        red if grey else picture.quantize(colours, Image.Quantize.FASTOCTREE)
    )  # 10 times faster than other methods
    buffer = io.BytesIO()
    few.save(buffer, format="PNG")
    return buffer.getvalue()
