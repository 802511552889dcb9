"""What names a text by its letters: a key of what has no better one, the vector of a passage."""

from __future__ import annotations

import hashlib

_DIGITS = 32
"""Half of SHA-256: two texts that share it are not to be expected in any library."""


def text_hash(text: str) -> str:
    """The first 32 hex digits of the text's SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
