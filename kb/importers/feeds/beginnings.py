"""What a text begins with, so that a note about RSS is no RSS."""

from __future__ import annotations

import re

_HEAD = 4_000
"""Characters in which the first element stands: before it are a declaration and comments."""
_BEFORE = re.compile(
    r"\s*(?:(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?[^>]*>)\s*)*", re.DOTALL | re.IGNORECASE
)


def from_first_element(text: str) -> str:
    """The beginning of a text from its first element on, without what XML puts before it."""
    head = text[:_HEAD].lstrip("\ufeff")
    before = _BEFORE.match(head)
    return head[before.end() :] if before else head
