"""The sentence a mention stands in, as a person reads it."""

from __future__ import annotations

import re

from kb.evidence.mentions import Mention
from kb.evidence.reading import Reading
from kb.text.excerpts import excerpt
from kb.text.sentences import logical_lines, split
from kb.text.tex import plain_tex
from kb.types.evidence import Form

LONGEST = 300
"""Characters of a snippet: two or three lines beside an item, as the words around a link. By judgement."""
_AROUND = 400
"""Characters of a block on either side that are read for the sentence: more are not shown, but for the
markup among them. By judgement."""
_MARK = "\ue010"
_SHOWN = "\\1\ue011\\2"
_ADDRESS = re.compile(r"\ue011\S*")
_LOST = re.compile("[\ue010\ue011\ufffc]")
_SCHEME = re.compile(r"\A(\{?)<?https?://(?:www\.)?([^\s<>]*)>?", re.IGNORECASE)
# What an address is a part of: a tag, whose words are shown instead, or a command of LaTeX.
_TAG = re.compile(r"<[A-Za-z][^<>]*\Z")
_COMMAND = re.compile(r"\\(?:url|href)\s*\Z")
_COMMENT = re.compile(r"^[ \t]*(?:#+:?|/{2,}|/?\*+|--+|%+|;+)[ \t]", re.MULTILINE)
_ITEM = re.compile(r"\\item(?![A-Za-z])")
_CITING = re.compile(r"\\[A-Za-z]*[cC]ite[A-Za-z]*\*?(?:\s?\[[^\[\]]*\])*\s?\{([^{}]*)\}")
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
    if reading.page.form is Form.CODE:
        before, after = _COMMENT.sub("", before), _COMMENT.sub("", after)
    marked = _tex_marked(before, after) if reading.is_tex else _marked(before, after)
    for line, _ in logical_lines(marked, headings=True):
        if _MARK in line:
            sentence = next((one for one in split(line) if _MARK in one), line)
            if len(_WORD.findall(_ADDRESS.sub("", sentence))) >= _FEWEST:
                return _plain(sentence)
            if _WORD.search(_ADDRESS.sub("", line)):
                return _plain(line)
    return _plain(marked)


def _marked(before: str, after: str) -> str:
    """A text with a mark where the mention is. An address that is what was looked for is shown, without what
    makes it one; a word it is not, nor is one within a tag."""
    if tag := _TAG.search(before):
        return f"{before[: tag.start()]}{_MARK}{tag[0]}{after}"
    return f"{before.removesuffix('<')}{_MARK}{_SCHEME.sub(_SHOWN, after, count=1)}"


def _tex_marked(before: str, after: str) -> str:
    """The same of LaTeX, as it is printed, with the keys of citations."""
    command = _COMMAND.search(before)
    at = command.start() if command else len(before)
    marked = f"{before[:at]}{_MARK}{before[at:]}{_SCHEME.sub(_SHOWN, after, count=1)}"
    return plain_tex(_CITING.sub(r"(\1)", _ITEM.sub("", marked)))


def _plain(text: str) -> str:
    place = text.find(_MARK)
    words = " ".join(_LOST.sub("", text).split())
    nearby = " ".join(_LOST.sub("", text[max(0, place - 40) : place]).split())
    return excerpt(words, (nearby,) if nearby else (), LONGEST)
