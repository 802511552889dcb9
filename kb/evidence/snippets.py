"""The sentence a mention stands in, as a person reads it."""

from __future__ import annotations

import re

from kb.evidence.mentions import Mention
from kb.evidence.reading import Reading
from kb.text.excerpts import excerpt
from kb.text.sentences import logical_lines, split

LONGEST = 300
"""Characters of a snippet: two or three lines beside an item, as the words around a link. By judgement."""
_AROUND = 400
"""Characters of a block on either side that are read for the sentence: more are not shown, but for the
markup among them. By judgement."""
_MARK = "\ue010"
_SHOWN = "\ue011\\1"
_ADDRESS = re.compile(r"\ue011\S*")
_LOST = re.compile("[\ue010\ue011\ufffc]")
_SCHEME = re.compile(r"\A<?https?://(?:www\.)?([^\s<>]*)>?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_FEWEST = 3
"""Words from which a sentence says something; "See [1]." is told with those around it. By judgement."""


def snippet(reading: Reading, mention: Mention) -> str:
    """The sentence around a mention in one line of `LONGEST` characters at most, without markup."""
    if mention.start < 0:
        return ""
    block = reading.blocks[reading.block(mention.start)]
    start = max(block.start, mention.start - _AROUND)
    end = min(max(block.end, mention.end), mention.end + _AROUND)
    before, after = reading.text[start : mention.start], reading.text[mention.start : end]
    # An address that is what was looked for is shown, without what makes it one; a word it is not.
    marked = f"{before.removesuffix('<')}{_MARK}{_SCHEME.sub(_SHOWN, after, count=1)}"
    for line, _ in logical_lines(marked, headings=True):
        if _MARK in line:
            sentence = next((one for one in split(line) if _MARK in one), line)
            if len(_WORD.findall(_ADDRESS.sub("", sentence))) >= _FEWEST:
                return _plain(sentence)
            if _WORD.search(_ADDRESS.sub("", line)):
                return _plain(line)
    return _plain(marked)


def _plain(text: str) -> str:
    place = text.find(_MARK)
    words = " ".join(_LOST.sub("", text).split())
    nearby = " ".join(_LOST.sub("", text[max(0, place - 40) : place]).split())
    return excerpt(words, (nearby,) if nearby else (), LONGEST)
