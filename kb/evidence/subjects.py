"""The item that a page is about: notes on a paper, a post on a book."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from kb.evidence.blocks import Block, Region, plain_heading
from kb.evidence.mentions import Mention
from kb.evidence.reading import Reading
from kb.evidence.wikilinks import meant
from kb.evidence.works import Works
from kb.text.words import letters
from kb.types.evidence import Form, TraceKind

_POINTING = (TraceKind.IDENTIFIER, TraceKind.LINK, TraceKind.TITLE)
_KEY = re.compile(r"\s*(?:\[?-?@[\w{]|\\\w*cite)")
_BELOW = 40
"""Characters below a heading in which the key of a citation begins that it is about. By judgement."""
_LABELLING = (Region.HEADING, Region.PROSE, Region.ENTRY)
_LABEL = re.compile(r"[\W_]*(?:the |original )?(?:paper|article|пейпер|статья)[\W_]*", re.IGNORECASE)
_BARE_LINK = re.compile(
    r"^[ \t>*+#-]*(?:\*\*|__)?(?:\[[^\]\n]{1,300}\]\(\s*<?https?://[^()\s]+\)|<?https?://[^\s<>]+>?)(?:\*\*|__)?[.\s]*$",
    re.MULTILINE,
)
"""A line that is a link to elsewhere and no more."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_SAID = 20
"""Words below the link that a page begins with, from which on it is a page about it. By judgement."""
_LONGEST = 30
"""Characters of a line that is a label; no more of a page needs to be looked at. By judgement."""
_BY_LABEL = 0.9
"""How probable it is that a page is about the work below its label. By judgement."""
_ADDRESS = re.compile(r"://|\barxiv:\s?\d", re.IGNORECASE)


def subject(
    reading: Reading, works: Works, found: Sequence[Mention], by_key: Mapping[str, int]
) -> Mention | None:
    """The item a page is about, as a mention where that is said: in its first heading, its front matter, or
    nowhere in the text but in its title and names. The first heading of several that each name a work is that
    of a part."""
    page, sure = reading.page, {mention.item_id for mention in found}
    heads = [number for number, one in enumerate(reading.blocks) if one.region is Region.HEADING]
    first = reading.blocks[heads[0]] if heads else None
    of_part = first is not None and _one_of_many(reading, works, heads)
    heading = plain_heading(reading.words_of(first)) if first else ""
    called = [(name, -1, -1) for name in dict.fromkeys((page.title, *page.names))]
    if of_part:
        called = [one for one in called if letters(one[0]) != letters(heading)]
    elif first and first.level == 1:
        called.append((heading, first.start, first.end))
    for name, start, end in called:
        if name and (one := meant(name, works, {}, by_key, sure)):
            return Mention(one[0], TraceKind.TITLE, start, end, one[1])
    if page.form is Form.MESSAGE:
        return None
    last = heads[0] if of_part else heads[1] if len(heads) > 1 else len(reading.blocks)
    front = _front(reading.blocks[:last])
    said = [one for one in found if one.kind in _POINTING and 0 <= one.start < front]
    if len({mention.item_id for mention in said}) == 1:
        return said[0]
    pointing = [one for one in found if one.kind in _POINTING]
    if of_part or not pointing:
        return None
    return _labelled(reading, pointing) or _linked_first(reading, pointing)


def _linked_first(reading: Reading, found: Sequence[Mention]) -> Mention | None:
    """The work that the first line of a page links to, and no other line that is only a link follows: a list
    of works has several."""
    bare = list(islice(_BARE_LINK.finditer(reading.text), 2))
    if len(bare) != 1 or any(map(str.isalnum, reading.text[: bare[0].start()])):
        return None
    if len(_WORD.findall(reading.text, bare[0].end())) < _SAID:
        return None
    said = [one for one in found if bare[0].start() <= one.start < bare[0].end()]
    return said[0]._replace(probability=_BY_LABEL) if len({one.item_id for one in said}) == 1 else None


def _labelled(reading: Reading, found: Sequence[Mention]) -> Mention | None:
    """The one work that stands below the only line of a page which says no more than "Paper", as in notes on
    a model that are called by its name."""
    labels = [number for number, one in enumerate(reading.blocks) if _is_label(reading, one)]
    if len(labels) != 1:
        return None
    first = reading.blocks[labels[0]]
    end = first.end
    for block in reading.blocks[labels[0] + 1 :]:
        apart = reading.text[end : block.start].strip(" ") and not (
            first.region is Region.HEADING and end == first.end
        )
        if block.region is Region.HEADING or apart:
            break
        end = block.end
    said = [one for one in found if first.start <= one.start < end]
    return said[0]._replace(probability=_BY_LABEL) if len({one.item_id for one in said}) == 1 else None


def _is_label(reading: Reading, block: Block) -> bool:
    if block.region not in _LABELLING:
        return False
    line = reading.words_of(block).strip().partition("\n")[0]
    return len(line) <= _LONGEST and _LABEL.fullmatch(line) is not None


def _front(blocks: Sequence[Block]) -> int:
    """Where the fields and headings end that a page begins with."""
    end = 0
    for block in blocks:
        if block.region not in (Region.FIELD, Region.HEADING):
            break
        end = block.end
    return end


def _one_of_many(reading: Reading, works: Works, heads: Sequence[int]) -> bool:
    """Whether the first heading of a page and one that follows, of no lower level, each name a work: a log of
    what was read has one for each."""
    named = [one for one in heads if reading.blocks[one].level <= reading.blocks[heads[0]].level]
    if len(named) == 1 or not _names_a_work(reading, works, heads[0]):
        return False
    return any(_names_a_work(reading, works, one) for one in named[1:])


def _names_a_work(reading: Reading, works: Works, number: int) -> bool:
    words = reading.words_of(reading.blocks[number])
    fields = (reading.words_of(reading.blocks[one]) for one in reading.fields_below(number))
    below = reading.text[reading.blocks[number].end :][:_BELOW]
    if _ADDRESS.search(words) or any(map(_ADDRESS.search, fields)) or _KEY.match(below):
        return True
    name = works.titled(letters(plain_heading(words)))
    return name is not None and (name.whole or name.telling)
