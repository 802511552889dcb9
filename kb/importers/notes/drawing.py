"""Drawings of Obsidian's Excalidraw: the words in them, without the drawing itself."""

from __future__ import annotations

import re

SUFFIX = ".excalidraw.md"

_NOTICE = re.compile(r"^==.*EXCALIDRAW VIEW.*$", re.MULTILINE)
_DATA = re.compile(r"^(?:%%\s*\n)?# Excalidraw Data[ \t]*$", re.MULTILINE)
_OTHER = r"^(?:%%|#{1,2} (?:Drawing|Element Links|Embedded Files)\b)"
_REST = re.compile(_OTHER, re.MULTILINE)
_ELEMENTS = re.compile(
    rf"^#{{1,2}} Text Elements[ \t]*\n(?P<texts>.*?)(?={_OTHER}|\Z)", re.MULTILINE | re.DOTALL
)
_BLOCK_ID = re.compile(r"[ \t]*\^[\w-]+[ \t]*$", re.MULTILINE)


def drawing_text(body: str) -> str:
    """What a drawing says: the note above it and its text elements; '' where it has no words."""
    body = _NOTICE.sub("", body)
    elements = _ELEMENTS.search(body)
    above = _DATA.search(body) or elements or _REST.search(body)
    note = body[: above.start()] if above else body
    texts = _BLOCK_ID.sub("", elements["texts"]) if elements else ""
    return "\n\n".join(part.strip() for part in (note, texts) if part.strip())
