"""The map as a picture to keep: one description of what is drawn, written as SVG, PNG or a page by itself.

`kb.library` and what stands above may import this room; no browser, no network, no Streamlit.
"""

from collections.abc import Callable, Mapping

from kb.picture.compose import LARGEST, SMALLEST, Look, compose
from kb.picture.page import page
from kb.picture.png import png
from kb.picture.scene import Scene
from kb.picture.small import small
from kb.picture.svg import svg

WRITERS: Mapping[str, Callable[[Scene], bytes]] = {
    ".svg": lambda scene: svg(scene).encode(),
    ".png": png,
    ".html": lambda scene: page(scene).encode(),
}
"""What writes a file, by the end of its name."""

__all__ = ["LARGEST", "SMALLEST", "WRITERS", "Look", "Scene", "compose", "page", "png", "small", "svg"]
