"""Names and sentences of an outline: where a name ends, how many entries a text announces."""

from __future__ import annotations

import re

from kb.text.excerpts import shortened

_LONGEST_NAME = 75
_MOST_WORDS = 10
"""Characters and words up to which a line is a name rather than a sentence: a long heading of a survey
fits."""
_CUT_WORDS = 8
"""A sentence that has no clause to be named by is named by so many of its first words."""
_LONGEST_TEXT = 400
"""Characters of what is said of an entry: some four sentences, as much as a criterion has. A single sentence
may have twice that."""
_EMPHASIS = re.compile(r"(\*\*|__|~~|`|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w))")
_LEADERS = re.compile(r"\s*(?:\.{3,}|…+|(?:\. ){2,}\.?|\s{3,})\s*\d{0,4}\s*$")
_NUMBERING = re.compile(r"^(?:[\d.]+[.)]\s+|[^\w«\"'(\[#+]+)")
_BEFORE_WORDS = re.compile(r"^[^\w«\"“(\[$]+")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[«\"“(]?[A-ZА-ЯЁ0-9])")
_SEPARATOR = re.compile(r"\s*:\s+|\s+[—–]\s+|\s+-{1,2}\s+|(?<=[^\W\d]{2})\.\s+(?=[A-ZА-ЯЁ«\"“])")
_CLAUSE = re.compile(r"[,;(]|\s[—–-]\s|\s(?:which|that|so that|including|котор\w+|чтобы|включая|such as)\s")
_NUMERALS = {
    **dict(
        zip("two three four five six seven eight nine ten eleven twelve".split(), range(2, 13), strict=True)
    ),
    **dict(zip("два три четыре пять шесть семь восемь девять десять".split(), range(2, 11), strict=True)),
    **dict(zip("двух трёх четырёх пяти шести семи восьми девяти десяти".split(), range(2, 11), strict=True)),
    **{"две": 2, "трех": 3, "четырех": 4},
}
"""Numbers in words, as texts announce them: outlines of more entries are announced in digits."""
_ANNOUNCED = re.compile(
    r"(?<![\w.,])(?P<number>\d{1,2}|" + "|".join(_NUMERALS) + r")(?:\s+[^\W\d_]+){0,2}\s+"
    r"(?:направлен|област|тем[аыу]?\b|раздел|категори|част[ия]|блок|пункт|групп|идей|подход|трек|модул|"
    r"directions?|areas?|topics?|themes?|sections?|categor|parts?\b|pillars?|groups?|approaches|tracks?|modules?)",
    re.IGNORECASE,
)


def tidy(text: str) -> str:
    """A name or a line as it is read: no markup, no dots and page number at its end, no numbering before."""
    plain = _LEADERS.sub("", _EMPHASIS.sub("", text)).strip()
    plain = _NUMBERING.sub("", plain)
    plain = " ".join(plain.split()).rstrip(" .:;,—–-|")
    return (
        plain[:1].upper() + plain[1:] if plain[:1].islower() and not re.match(r"\w+[A-Z]", plain) else plain
    )


def split(text: str) -> tuple[str, str]:
    """The name a line begins with and what it says besides. A long line without a name begins with one
    made of its first words, and is said whole."""
    line = text.strip()
    if bold := re.match(r"(?:\*\*|__)(.{2,120}?)(?:\*\*|__)\s*[:.—–-]*\s*(.*)", line):
        return tidy(bold[1]), said(bold[2])
    parts = _SEPARATOR.split(line, maxsplit=1)
    if len(parts) == 2 and is_name(parts[0]):
        return tidy(parts[0]), said(parts[1])
    if is_name(line):
        return tidy(line), ""
    clause = tidy(_CLAUSE.split(line, maxsplit=1)[0])
    words = clause.split()
    if len(words) < 2 or not is_name(clause):
        clause = tidy(" ".join(tidy(line).split()[:_CUT_WORDS]))
    return clause, said(line)


def is_name(text: str) -> bool:
    """Whether a line is short and plain enough to be an area's name."""
    plain = tidy(text)
    return (
        0 < len(plain) <= _LONGEST_NAME and len(plain.split()) <= _MOST_WORDS and not _SENTENCE.search(plain)
    )


def said(text: str) -> str:
    """What is said of an entry: its first sentences, as plain text."""
    plain = _BEFORE_WORDS.sub("", " ".join(_EMPHASIS.sub("", text).split()))
    kept = ""
    for sentence in _SENTENCE.split(plain):
        if kept and len(kept) + len(sentence) > _LONGEST_TEXT:
            break
        kept = f"{kept} {sentence}".strip()
    return shortened(kept, 2 * _LONGEST_TEXT)


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, as they stand."""
    return _SENTENCE.split(text)


def announced(text: str) -> tuple[int, int] | None:
    """How many entries a text says are to come, and where it says so; None where it does not."""
    found = _ANNOUNCED.search(text)
    if found is None:
        return None
    number = found["number"].casefold()
    count = int(number) if number.isdigit() else _NUMERALS[number]
    return (count, found.end()) if count > 1 else None
