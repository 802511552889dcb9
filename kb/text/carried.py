"""What newsletters send their links through, where the address stands in the path of the link."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from urllib.parse import unquote

_AMAZON = re.compile(r"/C?L0/(https?:(?:%2f|/)[^/]+)/[^/]+/.*", re.IGNORECASE)
"""How Amazon's mail service carries an address; TLDR sends through it."""
_BASE64 = re.compile(r"(?:/[\w.~-]+)+/(aHR0c(?:DovL|HM6L)[\w=-]*)", re.ASCII)
"""`http://` or `https://` in base64 as the last part of a path: Kit, that was ConvertKit."""
_SUBSTACK = re.compile(r"/redirect/2/(eyJ[\w-]+)\.[\w.-]+", re.ASCII)
_ADDRESS = re.compile(r'"e"\s*:\s*"(https?://[^"\\]+)"')
"""Where Substack's record of a link says what it leads to."""


def carried(host: str, path: str) -> str:
    """The address that stands in the path of a link; empty where none does."""
    if "L0/" in path and (found := _AMAZON.fullmatch(path)):
        return unquote(found[1])
    if "/aHR0c" in path and (found := _BASE64.fullmatch(path)):
        return _decoded(found[1])
    if host == "substack.com" and (found := _SUBSTACK.fullmatch(path)):
        told = _ADDRESS.search(_decoded(found[1]))
        return told[1] if told else ""
    return ""


def _decoded(text: str) -> str:
    text = text.rstrip("=")
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("utf-8")
    except ValueError:
        return ""
