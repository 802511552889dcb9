"""Mentions by identifier and by address: arXiv's in all their forms, DOIs, links behind redirects."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.evidence.mentions import Mention
from kb.evidence.reading import Reading
from kb.evidence.works import Works
from kb.text.identity import canonical_key
from kb.text.urls import HOSTLESS, MARKUP_AND, trimmed
from kb.text.works import ANGLED, ARXIV_ID, DOI_IN_TEXT, is_of_work
from kb.types.evidence import TraceKind

# What an address holds; none is without one of these.
_SIGN = re.compile(r"://|\d\d\d\d\.\d{4}|10\.\d{4}|/\d{7}|\w\.[a-zа-я]{2,}(?::\d+)?/", re.IGNORECASE)
_TARGET = r"(?:[^\s()<>]|\((?:[^\s()<>]|\([^\s()<>]*\))*\))+"
# A bracket begins the words that AsciiDoc shows for an address.
_ADDRESS = rf"(?:(?![,;|]https?://)(?:[^\s<>\[\"`«»“”|\\^{{}}]|\\[_*~&%#]|{ANGLED}))+"
_AT = re.compile(
    rf"""
      \]\(\s*<?(?P<target>(?:https?|tg|zotero)://{_TARGET})
    | \{{\s*(?P<braced>https?://[^\s{{}}]+)
    | (?P<bare>(?:https?|tg|zotero)://{_ADDRESS})
    | (?<![\w@/.:-])(?P<hostless>{HOSTLESS}/{_ADDRESS})
    | (?<![\w/.-])(?P<doi>{DOI_IN_TEXT})
    | (?<![\w.,/$€£-])(?P<arxiv>{ARXIV_ID})(?!\.?\d|%)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Hugo, Quarto, Jekyll, Zola and Logseq, and components of MDX.
_EMBEDDED = re.compile(
    r"(?:\{\{[<%]?|\{%-?\s*(?:include(?:_cached)?\s+(?:[\w-]+/)*)?|<)\s*"
    r"(?:x\b|(?:lite-?)?(?:youtube|vimeo|video|embed|tweet|twitter|github|gist)[\w-]*)"
    r"(?P<said>[^<>{}%\n]{1,300})",
    re.IGNORECASE,
)
_EMBEDDING = ("{{", "{%", "<")
_SHOWN = (
    (re.compile(r"(?<![\w-])([\w-]{11})(?![\w-])"), "https://youtu.be/{}"),
    (re.compile(r"(?<!\w)(\d{6,11})(?!\w)"), "https://vimeo.com/{}"),
    (re.compile(r"(?<!\w)(\d{8,20})(?!\w)"), "https://x.com/i/status/{}"),
    (re.compile(r"(?<![\w./-])([\w-]+/[\w.-]+)"), "https://github.com/{}"),
    (re.compile(r"(?<![\w-])([\w-]+)\W{1,10}([\da-f]{8,32})\b"), "https://gist.github.com/{}/{}"),
)
"""How sites number or name what a page shows of them, and where that is found."""
_ESCAPED = re.compile(r"\\([_*~&()%#])")


def addressed(reading: Reading, works: Works) -> Iterator[Mention]:
    """The mentions of items by identifiers and addresses, in order; then those that are embedded."""
    for start, end in _parts(reading.text):
        for found in _AT.finditer(reading.text, start, end):
            key = _key(found)
            item = works.by_key.get(key)
            if item is not None:
                kind = TraceKind.IDENTIFIER if is_of_work(key) else TraceKind.LINK
                yield Mention(item, kind, *found.span())
    if any(sign in reading.text for sign in _EMBEDDING):
        yield from _embedded(reading.text, works)


def _embedded(text: str, works: Works) -> Iterator[Mention]:
    """The mentions of films, posts and repositories that a page shows by their number or name alone."""
    for found in _EMBEDDED.finditer(text):
        for number, address in _SHOWN:
            for one in number.finditer(found["said"]):
                item = works.by_key.get(canonical_key(address.format(*one.groups())))
                if item is not None:
                    yield Mention(item, TraceKind.LINK, *found.span())


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Where what stands between two spaces, and looks like an address or holds one, begins and ends."""
    end = 0
    # A link's address is a part of its own.
    for part in text.replace("](", " ](").split():
        if ("." in part or "/" in part) and _SIGN.search(part):
            start = text.index(part, end)
            end = start + len(part)
            yield start, end


def _key(found: re.Match[str]) -> str:
    if found["arxiv"]:
        return canonical_key(found["arxiv"])
    bare = found["bare"] or found["hostless"] or found["doi"]
    address = trimmed(bare) if bare else found["target"] or found["braced"]
    return canonical_key(MARKUP_AND.sub("&", _ESCAPED.sub(r"\1", address)))
