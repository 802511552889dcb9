"""The typeface of pictures. Pillow's own has no Cyrillic letters; Source Sans, which Streamlit brings along,
has."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kb.catalogue import _
from kb.errors import JomoError

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FAMILY = "'Source Sans 3', 'Source Sans Pro', 'Segoe UI', 'Noto Sans', 'Helvetica Neue', Arial, sans-serif"
"""For programs that draw the letters themselves, alike in width."""
_REGULAR, _BOLD = 400, 700
"""Weights as CSS and variable fonts count them."""
_OTHERS = {_REGULAR: "DejaVuSans.ttf", _BOLD: "DejaVuSans-Bold.ttf"}


@cache
def font(size: float, bold: bool = False) -> FreeTypeFont:
    """The typeface in a size in pixels.

    :raises JomoError: no typeface with Russian letters is on this machine.
    """
    from PIL import ImageFont

    weight = _BOLD if bold else _REGULAR
    typeface = _source_sans()
    if typeface is not None:
        loaded = ImageFont.truetype(typeface, size)
        loaded.set_variation_by_axes([weight])
        return loaded
    try:
        return ImageFont.truetype(_OTHERS[weight], size)
    except OSError as error:
        raise JomoError(
            _("No typeface for pictures was found; install DejaVu Sans, or write a .svg")
        ) from error


def width(text: str, size: float, bold: bool = False) -> float:
    """How wide a line of text is, in pixels; about so where no typeface is found."""
    try:
        return float(font(size, bold).getlength(text))
    except JomoError:
        return 0.55 * size * len(text)


@cache
def _source_sans() -> Path | None:
    """Streamlit's file of it, found without importing Streamlit."""
    spec = find_spec("streamlit")
    if spec is None or spec.origin is None:
        return None
    return next(Path(spec.origin).parent.glob("static/static/media/SourceSansVF-Upright*.woff2"), None)
