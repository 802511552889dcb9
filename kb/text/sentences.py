"""Plain sentences out of Markdown, posts and hard-wrapped text, in Russian and English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Final

MOST_READ: Final = 20_000
"""What a text is about is said early; more would only cost time."""

_FENCE = re.compile(r"^[ \t]*(```|~~~)[^`\n]*\n.*?(?:^[ \t]*\1[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_FRONT_MATTER = re.compile(r"\A\s*---\n[\w-]+:.*?\n---\n", re.DOTALL)
# What opens without end ends where the next of its kind opens, so that many of them take no long time.
_UNSEEN_ELEMENT = re.compile(
    r"<(script|style|audio|video|iframe|noscript|svg)\b[^<>]*>(?:(?!<\1\b).)*?</\1\s*>",
    re.DOTALL | re.IGNORECASE,
)
_DISPLAY_MATH = re.compile(r"\$\$.{1,2000}?\$\$", re.DOTALL)
_COMMENT_OR_TAG = re.compile(r"<!--(?:(?!<!--).)*?-->|</?[A-Za-z][^<>]{0,500}>", re.DOTALL)
_IMAGE = re.compile(r"!\[(?:[^\[\]]|\[[^\[\]]*\])*\](?:\([^)]*\)|\[[^\]]*\])|!\[\[[^\]]*\]\]")
_LINK = re.compile(r"\[([^\[\]]*)\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\])")
_WIKI_LINK = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]")
_CITATION = re.compile(r"\s?\[\^[^\]]+\]:?|\s?\[\d+(?:[,–-] ?\d+)*\]")
_ADDRESS = "\ufffc"  # Stands for a removed address until the sentences are known.
_POINTER = re.compile(_ADDRESS + r"\W*$")
_URL = re.compile(r"\s?<?\b(?:https?://|www\.)(?:[^\s<>()]|\([^\s<>()]*\))*(?<![.,;:!?])>?", re.IGNORECASE)
_EMPHASIS = re.compile(r"(?<!\w)\*{2,}|\*{2,}(?!\w)|~~|`+|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)")
# One star sets words only together with another: `A*` is a search, `Q*` a function.
_STARRED = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+)(?<=\S)\*(?![\w*])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!~|>])")
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\u20e3]+")
_HASHTAG_LINE = re.compile(r"^(?:\s*#\w+)+\s*$")
_HEADING = re.compile(r"^\s*#{1,6}\s+")
_EMPTIED = re.compile(rf"\s?[(\[]\s*{_ADDRESS}?\s*[)\]]")
_BLANK_BEFORE_SIGN = re.compile(r" ([.,;:!?])")
_BLANKS_BEFORE = (" .", " ,", " ;", " :", " !", " ?")
_RULE_OR_TABLE = re.compile(r"^\s*(?:[-=*_~\s|:+]{3,}|\|.*)$")
_MARKER = re.compile(r"^\s*(?:>\s*)*(?:[-*+•–—▪◦●·]\s+|\(?\d{1,2}[.)]\s+|\[[ xX]\]\s+)+")
_QUOTE = re.compile(r"^\s*(?:>\s?)+")

_TERMINAL = re.compile(r"(?<![.!?…。！？])[.!?…。！？]+[»”\"')\]]*$")
_BREAK = re.compile(r"(?<![.!?…])[.!?…]+[»”\"')\]]*\s+|[。！？]\s*")
_OPENING = "«“\"'([—–-"
_PAIRS = (("(", ")"), ("«", "»"), ("“", "”"))
_QUOTATION_MARKS = ('"', *(mark for pair in _PAIRS for mark in pair))
_IN_SIGHT = 160
"""Characters on either side of a stop that tell whether a sentence ends there. A quotation's end is not
looked for further ahead: a sign that opens and never closes ends nothing."""
SHORT_LINE = 60
"""Characters. Text wrapped by a program fills its lines; a shorter line ended where its author wanted."""

_NEVER_END = frozenset(
    "al cf fig figs eq eqs sec vs dr mr mrs ms prof st vol pp approx resp ref refs ch ed "
    "см рис табл стр ул акад проф напр т.е т.к т.н т.о англ лат".split()
)
_MAY_END = frozenset("etc т.д т.п др пр г гг тыс млн млрд руб долл inc ltd corp jr".split())
_INITIALS = re.compile(r"(?:\w\.)*\w", re.UNICODE)


def sentences(text: str) -> list[str]:
    """The sentences of the first `MOST_READ` characters in order, free of markup, emoji, links'
    addresses, code and headings.

    A line of its own (a list entry, a menu word) is one "sentence" too, without a full stop at its end:
    `is_complete` tells them apart.
    """
    every = (sentence for line, _ in logical_lines(text[:MOST_READ]) for sentence in split(line))
    # What ends in an address ("Code is available at ...") says nothing without it.
    return [
        sentence.replace(_ADDRESS, "").strip()
        for sentence in every
        if not _POINTER.search(sentence) and any(map(str.isalnum, sentence))
    ]


def is_complete(sentence: str) -> bool:
    """Whether it begins and ends as sentences do and holds more than a few words."""
    long_enough = len(sentence.split()) >= 5 or len(sentence) >= 40
    return long_enough and not sentence[0].islower() and ends(sentence)


def ends(sentence: str) -> bool:
    """Whether there is a full stop or the like at the end."""
    return _TERMINAL.search(sentence) is not None


def logical_lines(text: str, *, headings: bool = False) -> list[tuple[str, bool]]:
    """Logical lines, and whether each is a heading: wrapped ones joined, tables and hashtags dropped, markup
    removed. Headings are left out where they are not asked for."""
    text = _FRONT_MATTER.sub("", text.replace("\r\n", "\n"))
    # Looking for a sign first costs a tenth of looking for what begins with it.
    if "```" in text or "~~~" in text:
        text = _FENCE.sub("\n", text)
    if "![" in text:
        text = _IMAGE.sub("", text)
    if "$$" in text:
        text = _DISPLAY_MATH.sub(" ", text)
    if "<" in text:
        text = _COMMENT_OR_TAG.sub(" ", _UNSEEN_ELEMENT.sub(" ", text))
    text = unescape(text)
    lines: list[tuple[str, bool]] = []
    open_line = False
    for raw in text.split("\n"):
        # What begins with a letter is neither a heading, nor an entry, nor a rule.
        worded = raw[:1].isalpha()
        heading = None if worded else _HEADING.match(raw)
        if heading and headings and (line := _plain(raw[heading.end() :])):
            lines.append((line, True))
        if not worded and (
            not raw.strip() or heading or _HASHTAG_LINE.match(raw) or _RULE_OR_TABLE.match(raw)
        ):
            open_line = False
            continue
        entry = not worded and bool(_MARKER.match(raw) or _EMOJI.match(raw.lstrip()))
        line = _plain(raw)
        if not line:
            continue
        if open_line and not entry and _continues(lines[-1][0], line):
            lines[-1] = (f"{lines[-1][0]} {line}", False)
        else:
            lines.append((line, False))
        open_line = True
    return lines


def _plain(line: str) -> str:
    line = _EMOJI.sub("", line).strip()
    worded = line[:1].isalpha()
    if not worded:
        line = _QUOTE.sub("", _MARKER.sub("", line))
    if "[" in line:
        line = _CITATION.sub("", _WIKI_LINK.sub(r"\1", _LINK.sub(r"\1", line)))
    if "://" in line or "www." in line.lower():
        line = _URL.sub(_ADDRESS, line)
    if any(sign in line for sign in "*_`~"):
        line = _STARRED.sub(r"\1", _EMPHASIS.sub("", line))
    if "\\" in line:
        line = _ESCAPE.sub(r"\1", line)
    if "(" in line or "[" in line:
        line = _EMPTIED.sub("", line)
    line = " ".join((line if worded else _MARKER.sub("", line)).split())
    return _BLANK_BEFORE_SIGN.sub(r"\1", line) if any(sign in line for sign in _BLANKS_BEFORE) else line


def _continues(before: str, line: str) -> bool:
    """Whether a line goes on where the one before was wrapped, rather than starting anew."""
    if before.endswith(":"):
        return False
    if line[0].islower():
        return True
    return len(before) >= SHORT_LINE


def split(line: str) -> list[str]:
    """The sentences of a logical line."""
    parts: list[str] = []
    start = counted = 0
    marks = dict.fromkeys((mark for mark in _QUOTATION_MARKS if mark in line), 0)
    for stop in _BREAK.finditer(line):
        for mark in marks:
            marks[mark] += line.count(mark, counted, stop.end())
        counted = stop.end()
        before = line[max(start, stop.start() - _IN_SIGHT) : stop.start()]
        after = line[stop.end() : stop.end() + _IN_SIGHT]
        if after and _ends(before, stop.group(), after, marks):
            parts.append(line[start : stop.end()].strip())
            start = stop.end()
            marks = dict.fromkeys(marks, 0)
    rest = line[start:].strip()
    return [*parts, rest] if rest else parts


def _ends(before: str, sign: str, after: str, marks: Mapping[str, int]) -> bool:
    """Whether a sentence ends at `sign`: not after abbreviations, initials and numbers of a list.

    :param marks: How many quotation marks and brackets the sentence held until after `sign`, of those that
        the line holds.
    """
    if sign[0] in "。！？":
        return True
    if _inside_quotation(marks, after):
        return False
    following = after.lstrip(_OPENING)[:1]
    if following.islower() or not following:
        return False
    if sign.strip() != ".":
        return True
    words = before.split()
    if not words:
        return False
    word = words[-1].lstrip("«“\"'([").lower()
    if word in _MAY_END:
        return following.isupper()
    if word in _NEVER_END or (word == "no" and following.isdigit()):
        return False
    if len(words) == 1 and word.isdigit():
        return False
    return word.isdigit() or _INITIALS.fullmatch(word) is None


def _inside_quotation(marks: Mapping[str, int], after: str) -> bool:
    """Whether quotation marks or brackets opened before are closed not far behind."""
    if marks.get('"', 0) % 2 and '"' in after:
        return True
    return any(marks.get(left, 0) > marks.get(right, 0) and right in after for left, right in _PAIRS)
