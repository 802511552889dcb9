"""Foreign text and addresses in a form that the text around them leaves whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

# TeX as arXiv titles have it; two prices in one line are none.
_MATH = re.compile(r"(?<!\\)(\$(?=[^$]{1,200}\$)(?:[^$]*[\\^_{][^$]*|(?!\s)[^$]+(?<!\s))(?<!\\)\$)(?!\d)")
# What ends or breaks an address in Markdown, BibTeX or LaTeX; letters of any script stay readable.
_BREAKS = re.compile(r"""[\s\x00-\x1f()<>\[\]{}\\|^`"]""")


def one_line(text: str) -> str:
    """Text on one line, without signs that cannot be seen."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


def outside_math(
    text: str, change: Callable[[str], str], stays: Callable[[str], bool] = lambda math: True
) -> str:
    """Applies `change` to all but the mathematics between dollars, and to mathematics that may not stay."""
    return "".join(
        part if n % 2 and stays(part[1:-1]) else change(part) for n, part in enumerate(_MATH.split(text))
    )


def link(url: str | None) -> str:
    """A web address as it may stand inside Markdown and BibTeX; empty where it is none."""
    return whole(url) if url and url.lower().startswith(("https://", "http://")) else ""


def whole(address: str) -> str:
    """An address with the signs that would break it percent-encoded."""
    return _BREAKS.sub(lambda sign: quote(sign[0], safe=""), address)
