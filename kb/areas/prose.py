"""Outlines told in paragraphs: each entry begins with a line of its own, or with its place in the row."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.areas.phrases import announced, is_name, said, sentences, tidy
from kb.text.russian import is_cyrillic, reading
from kb.types import OutlineArea

_FEWEST = 3
"""Without an announced number, fewer entries than this may well be asides of an ordinary text."""
_PARAGRAPH = 60
"""Characters of the shortest paragraph: what is shorter below a title is another title or a caption."""
_TITLE_WORDS = 8
"""The most words of a line that stands as a title over a paragraph. All three by judgement."""
_ENGLISH = "first second third fourth fifth sixth seventh eighth ninth tenth last final next".split()
_RUSSIAN = "перв втор трет четв[её]рт пят шест седьм восьм девят десят последн следующ".split()
_PLACE = rf"(?:{'|'.join(_ENGLISH)}|(?:{'|'.join(_RUSSIAN)})[^\W\d_]*)"
_KIND = (
    r"(?:направлени\w+|раздел\w*|област\w+|тем\w+|част\w+|групп\w+|категори\w+|блок\w*|подход\w*|ветв\w+|"
    r"directions?|sections?|areas?|topics?|parts?|groups?|categor\w+|approach\w*|branch\w*|themes?|lines?)"
)
BY_PLACE = re.compile(
    rf"(?:the\s+)?{_PLACE}\s+{_KIND}\s*(?:[—–:-]+|—\s*это|это|is|covers|concerns|deals with|is about)\s+"
    r"(?P<name>[^.]+)\.?\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_TOGETHER = re.compile(
    rf"(?:the\s+)?{_PLACE}\s+(?:и|and)\s+{_PLACE}\s+{_KIND}\b.*", re.IGNORECASE | re.DOTALL
)
_DEFINED = re.compile(
    r"(?P<name>[^\W\d_][^.,:;—–]{2,70}?)\s+(?:основан\w*|основыва\w+|опира\w+ся|[—–]\s+это|is based on|"
    r"are based on|relies on|rely on|refers? to|means)\s",
)
_CLOSING = re.compile(
    r"(?:в (?:конце|завершение|заключение)|наконец|последн\w+ (?:раздел|часть|глава)|finally|lastly|"
    r"(?:at|in) the end|the last (?:section|part|chapter)|it closes with)\b,?\s*(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_ABOUT = re.compile(
    r"(?:анализ\w*|обзор\w*|разбор\w*|раздел\w*|обсужд\w+|analysis|overview|discussion|survey|review|look)"
    r"\s+(?:о\s|об\s|of\s|at\s|on\s|про\s)?\s*",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"\b(?:все(?:х|м|ми)? этих|эт(?:их|ого|ой|и)|данн\w+|all (?:of )?th[eo]se|these|this)\s+", re.I
)
_END_OF_NAME = re.compile(r"[,;:.(]|\s[—–-]\s")


@dataclass(frozen=True, slots=True)
class _Found:
    """An entry, the paragraphs (from, to) that tell of it, and how surely it is one: 2 where a line of its
    own or its place in the row says so, 1 where a paragraph defines it, 0 where the text closes with it."""

    name: str
    text: str
    start: int
    surely: int


def told_in_prose(text: str) -> list[OutlineArea]:
    """The entries of an outline told in paragraphs, or none.

    An entry is a short line with a paragraph below it, or a sentence that gives its place in the row ("The
    fourth direction is ..."). Where the text announces a number of entries, what stands before that is left
    out, and those that lack are looked for among paragraphs that define something, then in the sentence
    that closes the row; a text that announces a number and does not hold as many has no outline.
    """
    expected = announced(text)
    body = text[expected[1] :] if expected else text
    paragraphs = [line.strip() for line in body.splitlines() if line.strip()]
    if expected:
        paragraphs = paragraphs[1:]
    entries = [one for n, _ in enumerate(paragraphs) if (one := _at(paragraphs, n))]
    if not expected:
        entries = [one for one in entries if one.surely == 2]
        return _outlined(paragraphs, entries) if len(entries) >= _FEWEST else []
    count = expected[0]
    chosen = [one for one in entries if one.surely == 2][:count]
    for surely in (1, 0):
        lacking = count - len(chosen)
        inside = [one for one in entries if one.surely == surely and chosen and one.start > chosen[0].start]
        chosen += inside[-lacking:] if surely == 0 and lacking else inside[:lacking]
    chosen.sort(key=lambda one: one.start)
    return _outlined(paragraphs, chosen) if len(chosen) == count else []


def _at(paragraphs: list[str], n: int) -> _Found | None:
    """What begins with a paragraph."""
    paragraph = paragraphs[n]
    below = paragraphs[n + 1] if n + 1 < len(paragraphs) else ""
    if _TOGETHER.fullmatch(paragraph):
        return None
    if match := BY_PLACE.fullmatch(paragraph):
        return _Found(_named(match["name"]), match["rest"], n, 2)
    if match := _CLOSING.fullmatch(sentences(paragraph)[0]):
        about = next(reversed(list(_ABOUT.finditer(match["rest"]))), None)
        name = _POINTING.sub("", match["rest"][about.end() :] if about else match["rest"])
        return _Found(_named(name, governed=bool(about)), paragraph, n, 0)
    if _is_title(paragraph) and len(below) >= _PARAGRAPH:
        return _Found(tidy(paragraph), "", n, 2)
    if (match := _DEFINED.match(paragraph)) and is_name(match["name"]) and len(match["name"].split()) > 1:
        return _Found(tidy(match["name"]), paragraph, n, 1)
    return None


def _is_title(line: str) -> bool:
    plain = tidy(line)
    return (
        is_name(line)
        and len(plain.split()) <= _TITLE_WORDS
        and plain[:1].isupper()
        and not line.endswith((":", "?", "!", ","))
        and "://" not in line
        and "," not in line
    )


def _named(text: str, governed: bool = False) -> str:
    """The first words of a text as a name. After "an analysis of" a Russian noun stands in the genitive."""
    name = tidy(_END_OF_NAME.split(text.strip(), maxsplit=1)[0])
    first, _, rest = name.partition(" ")
    if governed and is_cyrillic(first):
        word = reading(first.lower())
        if inflected := word.inflect({"nomn"}):
            name = f"{inflected.word.capitalize()} {rest}".strip()
    return name


def _outlined(paragraphs: list[str], found: list[_Found]) -> list[OutlineArea]:
    ends = [*(one.start for one in found[1:]), len(paragraphs)]
    longest = max((end - one.start for one, end in zip(found[:-1], ends, strict=False)), default=1)
    areas = []
    for one, end in zip(found, ends, strict=True):
        last = one.start + 1 if one.surely == 0 else min(end, one.start + longest)
        below = [line for line in paragraphs[one.start + 1 : last] if not _TOGETHER.fullmatch(line)]
        areas.append(OutlineArea(one.name, said(" ".join([one.text, *below])), None))
    return areas
