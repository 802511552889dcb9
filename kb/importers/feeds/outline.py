"""An outline in OPML that lists no feeds, as Workflowy, Dynalist and Logseq export it: the text of a note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from lxml import etree

from kb.importers.html.fragment import markdown

_DEEPEST = 100
"""Points within points; nobody nests so many."""
_TAG = re.compile(r"<[a-z][^<>]*>", re.IGNORECASE)


def outline_text(tree: etree._Element) -> str:
    """What an outline says, as a nested list in Markdown; empty where it says nothing. What
    was done has its box ticked."""
    bodies = tree.iter("{*}body", "{*}BODY")
    return "\n".join(line for body in bodies for line in _points(body, 0))


def outline_title(tree: etree._Element) -> str:
    """What an outline calls itself, empty where it does not."""
    told = next(tree.iter("{*}title"), None)
    return " ".join((told.text or "").split()) if told is not None else ""


def _points(above: etree._Element, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    for point in above.iterchildren("{*}outline", "{*}OUTLINE"):
        words = _words(point.get("text") or point.get("title") or "")
        note = _words(point.get("_note") or "")
        box = "[x] " if point.get("_complete") == "true" else ""
        indent = "  " * depth
        if words or note:
            said = f"{box}{words}\n{note}".strip() if note else f"{box}{words}"
            yield f"{indent}- " + said.replace("\n", f"\n{indent}  ")
        yield from _points(point, depth + bool(words or note))


def _words(text: str) -> str:
    """Words that may have marks of HTML, in Markdown."""
    return (markdown(text) if _TAG.search(text) else unescape(text)).strip()
