"""Pictures for pages: a student's, decoded and encoded again by the kit, and figures as small PNG files."""

from __future__ import annotations

import base64
import binascii
import io
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from autograder.records.units import MIB

_MOST_BYTES = 8 * MIB
_MOST_PIXELS = 16_000_000  # of one picture
_MOST_TRIED = 24  # pictures of one cell or text that are decoded, whether they are valid or not
_PIXELS_TOGETHER = 48_000_000  # of all of these
_WIDTH = 1100  # pixels of a page
_SHARP_WIDTH = 1600  # of a picture of few colours: reduced, it would have more of them, and more bytes

# Two thirds and a third of the usual time, for 3 % more and 2 % fewer bytes: docs/log.md
_COMPRESSION: dict[str, Any] = {"P": {"compress_level": 5}, "L": {"compress_type": zlib.Z_RLE}}


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
                return _as_png(_for_page(opened))
        except (OSError, ValueError, SyntaxError, binascii.Error, Image.DecompressionBombError):
            return None


def _for_page(opened: Any) -> Any:
    """A picture's pixels, and nothing else of its file: grey, RGB or of few colours, and not much wider than a page."""
    from PIL import Image

    few_colours = opened.mode in ("L", "P") and opened.width <= _SHARP_WIDTH
    if few_colours and opened.width * opened.height <= 4 * _WIDTH**2:
        picture = opened.copy()
        picture.info.clear()
        return picture
    picture = _grey_if_it_is(opened.convert("RGB"))
    picture.thumbnail((_WIDTH, 4 * _WIDTH), Image.Resampling.HAMMING)  # half the time of the usual one
    return picture


def small_png(picture: Any, colours: int = 256) -> bytes:
    """An RGB picture as PNG. A grey one is exact; another is reduced to that number of colours: with 256, a figure looks
    the same and has a third of the size.
    """
    return _as_png(_grey_if_it_is(picture), colours)


def _as_png(picture: Any, colours: int = 256) -> bytes:
    """A picture that is RGB, grey or of few colours as PNG; an RGB one is reduced to that number of colours."""
    from PIL import Image

    if picture.mode == "RGB":
        picture = picture.quantize(colours, Image.Quantize.FASTOCTREE)  # 10 times faster than other methods
    buffer = io.BytesIO()
    picture.save(buffer, format="PNG", **_COMPRESSION[picture.mode])
    return buffer.getvalue()


def _grey_if_it_is(picture: Any) -> Any:
    """An RGB picture, as a grey one where it has no colour."""
    from PIL import ImageChops

    red, green, blue = picture.split()
    grey = not any(ImageChops.difference(red, other).getbbox() for other in (green, blue))
    return red if grey else picture
