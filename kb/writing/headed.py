"""Fields that stand above a text without the rules of front matter, as Pelican, Nikola, Hexo, AsciiDoc,
reStructuredText and fastpages write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from kb.importers.notes.front_matter import Fields

_LINES = 25
"""Lines at the beginning of a text in which its fields stand. By judgement."""
_NAMES = frozenset(
    """
    title slug date created modified updated lastmod revdate docdate jbake_date pubdate published aliases
    дата
    """.split()
)
"""The fields that say what a page is called and when it was written, whatever else stands beside them."""
_OPENING = re.compile(r"(?:<!--|-->|[=#~*^+-]{3,}|#{1,2}\s.*|=\s.*|>.*)?\s*")
"""What may stand between them: a comment's marks, the title and its rule, a summary."""
_MARKED = re.compile(r"(?:\.\.\s|:|-\s)(?P<name>[\w-]+):\s+(?P<value>\S.*)")
_DEFINED = re.compile(r"@def\s+(?P<name>\w+)\s*=\s*(?P<value>\S.*)")
"""As Franklin writes them, a generator of sites in Julia."""
_PLAIN = re.compile(r"(?P<name>[^\W\d][\w-]{1,30}):\s+(?P<value>\S.*)")
_REVISION = re.compile(r"(?:v?[\d.]+,\s*)?(?P<value>\d{4}-\d\d-\d\d)(?::.*)?")
"""AsciiDoc's line of the version and its day."""
_AUTHOR = re.compile(r"[^\n:]{1,80}<[^<>\s]+@[^<>\s]+>")


def headed_fields(text: str) -> Fields:
    """The fields above a text; none where it does not begin with any."""
    return Fields(dict(reversed(list(_fields(text)))))


def _fields(text: str) -> Iterator[tuple[str, str]]:
    lines = list(islice(text.split("\n", _LINES), _LINES))
    # Without marks a field could be any line, but for the very first ones.
    plain = bool(lines) and _PLAIN.fullmatch(lines[0].rstrip()) is not None
    titled = False
    for number, line in enumerate(map(str.rstrip, lines)):
        found = _MARKED.fullmatch(line) or _DEFINED.fullmatch(line)
        found = found or (_PLAIN.fullmatch(line) if plain else None)
        if found:
            name = found["name"].lower().replace("-", "_")
            if name in _NAMES:
                yield name, found["value"].strip().strip("\"'")
        elif revised := _REVISION.fullmatch(line):
            yield "revdate", revised["value"]
        elif not (_OPENING.fullmatch(line) or _AUTHOR.fullmatch(line)):
            underlined = number + 1 < len(lines) and re.fullmatch(r"[=#~*^+-]{3,}\s*", lines[number + 1])
            if titled or not underlined:
                return
            titled = True
        elif plain and not line:
            return
