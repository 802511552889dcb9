"""Mentions by identifier and by address: arXiv's in all their forms, DOIs, links behind redirects."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.evidence.mentions import Mention
from kb.evidence.reading import Reading
from kb.evidence.works import Works
from kb.text.identity import canonical_key
from kb.text.urls import HOSTLESS, MARKUP_AND, trimmed
from kb.text.works import ANGLED, ARXIV_ID, DOI_IN_TEXT
from kb.types.evidence import TraceKind

# What an address is found by: none is without one of these.
_SIGN = re.compile(r"://|\d\d\d\d\.\d{4}|\b10\.\d{4}|/\d{7}|(?<=\w)\.[a-zA-Zа-я]{2,}(?::\d+)?/")
_NEIGHBOURHOOD = 30
"""Characters before a sign in which its address begins: a scheme, a host without one, an archive's name."""
_TARGET = r"(?:[^\s()<>]|\((?:[^\s()<>]|\([^\s()<>]*\))*\))+"
_ADDRESS = rf"(?:(?![,;|]https?://)(?:[^\s<>\"`«»“”|\\^{{}}]|\\[_*~&%#]|{ANGLED}))+"
_AT = re.compile(
    rf"""
      \]\(\s*<?(?P<target>(?:https?|tg)://{_TARGET})
    | \{{\s*(?P<braced>https?://[^\s{{}}]+)
    | (?P<bare>(?:https?|tg)://{_ADDRESS})
    | (?<![\w@/.:-])(?P<hostless>{HOSTLESS}/{_ADDRESS})
    | (?<![\w/.-])(?P<doi>{DOI_IN_TEXT})
    | (?<![\w.,/$€£-])(?P<arxiv>{ARXIV_ID})(?!\.?\d|%|\s?(?:руб|долл|USD))
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ESCAPED = re.compile(r"\\([_*~&()%#])")
_OF_WORKS = ("arxiv:", "doi:")


def addressed(reading: Reading, works: Works) -> Iterator[Mention]:
    """The mentions of items by identifiers and addresses, in order."""
    text = reading.text
    done = 0
    for sign in _SIGN.finditer(text):
        if sign.start() < done:
            continue
        found = _around(text, max(done, sign.start() - _NEIGHBOURHOOD), sign.start())
        if found is None:
            continue
        done = found.end()
        key = _key(found)
        item = works.by_key.get(key)
        if item is not None:
            kind = TraceKind.IDENTIFIER if key.startswith(_OF_WORKS) else TraceKind.LINK
            yield Mention(item, kind, *found.span())


def _around(text: str, start: int, sign: int) -> re.Match[str] | None:
    """The address that a sign stands in."""
    while found := _AT.search(text, start):
        if found.end() > sign:
            return found if found.start() <= sign else None
        start = found.end()
    return None


def _key(found: re.Match[str]) -> str:
    if found["arxiv"]:
        return canonical_key(found["arxiv"])
    bare = found["bare"] or found["hostless"] or found["doi"]
    address = trimmed(bare) if bare else found["target"] or found["braced"]
    return canonical_key(MARKUP_AND.sub("&", _ESCAPED.sub(r"\1", address)))
