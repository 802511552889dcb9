"""Foreign text and addresses in a form that the text around them leaves whole."""

from __future__ import annotations

import re
from urllib.parse import quote

# What ends or breaks an address in Markdown, BibTeX or LaTeX; letters of any script stay readable.
_ENDS = re.compile(r"[\s\x00-\x1f{}\\]")
_BREAKS = re.compile(r"""[\s\x00-\x1f()<>\[\]{}\\|^`"]""")


def one_line(text: str) -> str:
    """Text on one line, without signs that cannot be seen."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


def link(url: str | None) -> str:
    """A web address as it may stand inside Markdown and BibTeX; empty where it is none."""
    return whole(url) if url and url.lower().startswith(("https://", "http://")) else ""


def verbatim(identifier: str) -> str:
    """An identifier as a field of BibTeX holds it: as it is, but for what ends the field or the line."""
    return _ENDS.sub(lambda sign: quote(sign[0], safe=""), identifier)


def whole(address: str) -> str:
    """An address with the signs that would break it percent-encoded."""
    return _BREAKS.sub(lambda sign: quote(sign[0], safe=""), address)
