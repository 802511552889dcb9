"""Elements that lie in each other without end: parsers of HTML and XML take time that grows with the square
of the depth, so files of such are refused before they are parsed."""

from __future__ import annotations

import re

from kb.catalogue import _, number
from kb.errors import ImportRefused

_DEEPEST = 2_000
"""Pages and feeds of people stay below a hundred; so deep a tree is still built in a few hundredths of a
second."""
_MARK = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    r"|<(?P<end>/?)(?P<name>[a-z][^\s/<>]*+)(?P<rest>[^<>]*+)>",
    re.IGNORECASE | re.DOTALL,
)
_NOT_CLOSED = frozenset(
    "area base br col dd dt embed hr img input li link meta option p param source td th track tr wbr".split()
)
"""Elements of HTML that need no end, and so do not lie in each other."""


def check_depth(text: str) -> None:
    """Passes what may be parsed.

    :raises ImportRefused: elements lie too deep in each other.
    """
    depth = 0
    for mark in _MARK.finditer(text):
        name = mark["name"]
        if name is None or mark["rest"].endswith("/") or name.lower() in _NOT_CLOSED:
            continue
        depth = max(0, depth - 1) if mark["end"] else depth + 1
        if depth > _DEEPEST:
            raise ImportRefused(
                _(
                    "holds elements that lie more than {deepest} deep in each other; not read",
                    deepest=number(_DEEPEST),
                )
            )
