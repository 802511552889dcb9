"""The blocks a page is made of. Whether something counts as use depends on where it stands: in a sentence, in
a list, in a heading, in the fields of a form that a program filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kb.text.sentences import SHORT_LINE

_FRONT_MATTER = re.compile(r"\A\s*(?P<fence>---|\+\+\+)[ \t]*\n.*?\n(?P=fence)[ \t]*(?:\n|\Z)", re.DOTALL)
_FENCE = re.compile(
    r"[ \t]*(?:>[ \t]*)*(?P<mark>`{3,}|~{3,})|\s*\\(?:begin|end)\{(?:verbatim|lstlisting|minted)\}"
)
# MyST sets what an author says, notes and captions, between the marks of code.
_SAYING_FENCE = re.compile(
    r"[ \t]*(?P<mark>`{3,}|~{3,})\{(?:note|tip|hint|important|warning|caution|attention|danger|error|seealso"
    r"|admonition|margin|sidebar|aside|topic|epigraph|pull-quote|highlights|figure(?:-md)?|(?:list-)?table|dropdown|card|grid(?:-item)?(?:-card)?"
    r"|tab-(?:set|item)|exercise(?:-start)?|solution(?:-start)?|div|container|(?:prf|proof):[a-z]+)\}"
)
# A record of BibTeX as it is pasted, each field on a line of its own.
_RECORD = re.compile(r"\s*@[A-Za-z]+\s*\{\s*[^\s,{}]+\s*,\s*$")
_RECORD_ENDS = re.compile(r"\s*\}\s*$|\s*$")
_HEADING = re.compile(
    r"\s{0,3}(?:[-*+]\s+)?(?P<marks>#{1,6})\s+\S|\s*\\(?P<tex>(?:sub){0,2}section|paragraph|chapter)\*?\s*\{"
    r"|\s*<h(?P<html>[1-6])\b",
)
# As marks of a heading count.
_TEX_LEVELS = {"chapter": 0, "section": 1, "subsection": 2, "subsubsection": 3, "paragraph": 4}
_QUOTE = re.compile(r"\s*(?:[-*+]\s+)?>[ \t]?")
# Obsidian and GitHub set off one's own words as if they were quoted.
_CALLOUT = re.compile(r"\s*>\s*\[!(?P<kind>[\w-]+)[^\]\n]*\]")
_OF_OTHERS = re.compile(r"quote|cite|abstract|pdf|\w*highlights?", re.IGNORECASE)
_ENTRY = re.compile(
    r"\s*(?:[-*+•–—▪◦●·►▶→]\s+|\(?\d{1,3}[.)]\s+|\\item\b|\||[\U0001f000-\U0001faff\u2600-\u27bf])"
)
_DEFINITION = re.compile(
    r"\s{0,3}\[(?P<label>\^?[^\]\n]{1,200})\]:\s|\.\. \[(?P<rst>[#\w.-]{1,200})\]\s|\s*\\bibitem\b"
    r"|\s{0,3}(?:[-*+] +|\d{1,3}[.)] +)?<(?:a|span)\s(?:id|name)=[\"']?(?P<anchor>[^\s\"'<>]{1,200})"
    r"[\"']?\s*>\s*</(?:a|span)>"
)
_OPENS_TEXT = re.compile(r"\s*[rRuUbBfF]{0,2}(?:\"\"\"|''')")
_OPENS_PART = re.compile(
    r"\s*\\(?:documentclass|usepackage|maketitle|note\s*[\[{]"
    r"|(?:begin|end)\{(?:document|abstract|frame|block|columns?|itemize|enumerate|description|figure|table|quote)\*?\})"
)
"""Lines of LaTeX with which something else begins, whether an empty line stands before them or not."""
_BARE_COMMENT = re.compile(r"[\s#/*%;-]*$")
_NUMBERED = re.compile(r"\s*(?:[-*]\s+)?\\?[\[(]?(?P<label>\d{1,3})\\?[\])]?[.):]?\s")
_OF_LIST = re.compile(r"^[ \t]*\\?\[(\d{1,3})\\?\][ \t]+(?=\S)", re.MULTILINE)
"""What the references of a list made by hand begin with, also of one that has no heading."""
_TABLE_RULE = re.compile(r"[\s|:+=-]*-[\s|:+=-]*$")
_FIELD = re.compile(
    r"[\s>*+-]*[\W_]{0,3}(?:abstract|added|aliases|arxiv(?!:\d)|authors?|bibtex|citation(?: key)?|cite ?key"
    r"|conference|created|date(?: added| read)?|doi(?!:10\.)|isbn|journal|keywords?|language|links?|modified"
    r"|pdf|published|publication|rating|related|source|status|tags?|title|topics?|type|updated|url|venue|year"
    r"|zotero(?: link)?|авторы?|аннотация|год|дата|журнал|источник|ключевые слова|конференция|название"
    r"|опубликован[оа]?|оценка|ссылк[аи]|статус|статья|теги|тип)\s*[*_]{0,2}\s*:{1,2}(?!//)[*_]{0,2}",
    re.IGNORECASE,
)
# Where a work is found, in as few words; what says more than that is a sentence.
_POINTER = re.compile(
    r"[\s>*+-]*[\W_]{0,3}(?:(?:original |link to (?:the )?(?:original )?)?"
    r"(?:paper|article|preprint)(?: link| url)?"
    r"|arxiv (?:link|url)|пейпер|оригинал(?: статьи)?|ссылка на (?:оригинал|пейпер|препринт|работу|статью))"
    r"\s*[*_]{0,2}\s*:{1,2}(?!//)[*_]{0,2}(?P<said>.*)",
    re.IGNORECASE,
)
_LINKED = re.compile(r"\[[^\[\]\n]*\]\([^()\s]*\)|https?://\S+")
# Logseq and Dataview: a field of any name, with what it says.
_PROPERTY = re.compile(
    r"\s*(?:[-*+]\s+)?(?:\*\*|__)?[^\W\d][\w/ -]{0,40}(?:\*\*|__)?::(?:\*\*|__)?(?:[ \t]+(?P<said>.*)|\s*$)"
)
# Dataview within a line: what follows is said.
_BRACKETED_FIELD = re.compile(r"[\s>*+-]*[\[(][^\[\]()\n]{0,60}::")
_PROPERTY_WORD = re.compile(r"[^\W\d_]{2,}")
_SENTENCE = 6
"""Words from which on a field of a name of one's own says something. By judgement."""
_HEADING_MARKS = re.compile(
    # Pandoc and kramdown name a heading behind it, Logseq and Obsidian link its words.
    r"^[\s#\d.*_:+-]*|\s*\{:?\s*[#.][^{}]*\}|\[\[|\]\]|\}?\s*\\label\{[^{}]*\}|\\[a-z]+\*?\s*\{|<[^>]*>|[\s*_:}#]*$"
)
_OF_REFERENCES = re.compile(
    r"references?(?: \([^()]{1,40}\))?|bibliography"
    r"|works cited|literature(?: cited)?|sources|citations|footnotes|further reading"
    r"|(?:список )?(?:использованн\w+ )?(?:литератур[аы]|источник(?:и|ов)|ссылки|ссылок)|библиография|сноски"
    r"|примечания",
    re.IGNORECASE,
)


class Region(StrEnum):
    """What a block of a page is."""

    PROSE = "prose"
    ENTRY = "entry"
    HEADING = "heading"
    QUOTE = "quote"
    CODE = "code"
    FIELD = "field"
    REFERENCE = "reference"


_OF_MANY_LINES = frozenset((Region.CODE, Region.QUOTE))


class Block(NamedTuple):
    """A block between two offsets; `heading` is the number of the heading it stands under, -1 where there is
    none, `level` that of a heading; `label` what cites a reference in the text (`^2`, `7`, `](#key`)."""

    start: int
    end: int
    region: Region
    heading: int = -1
    level: int = 0
    label: str = ""


def blocks(text: str, *, wrapped: bool, headed: bool) -> Iterator[Block]:
    """The blocks of a text in order. `wrapped`: a paragraph goes on to the next empty line; `headed`: what
    looks like a heading is one, and not a comment."""
    count, heading, in_references = 0, -1, False
    opened: Block | None = None
    for start, end, region, label in _lines(text, headed):
        if in_references and region in (None, Region.PROSE, Region.ENTRY):
            numbered = _NUMBERED.match(text, start, end)
            label = numbered["label"] if numbered else ""
            goes_on = region is Region.PROSE and not numbered and opened is not None
            region = Region.REFERENCE if region and not goes_on else region
        line = text[start:end]
        if opened and region is not None and _goes_on(text, opened, region, line, wrapped):
            opened = opened._replace(end=end)
            continue
        if opened:
            yield opened
            count += 1
            opened = None
        if region is Region.HEADING:
            heading = count
            in_references = _OF_REFERENCES.fullmatch(plain_heading(line)) is not None
            yield Block(start, end, region, level=_level(line))
            count += 1
        elif region is not None:
            opened = Block(start, end, region, heading, label=label)
    if opened:
        yield opened


def _lines(text: str, headed: bool) -> Iterator[tuple[int, int, Region | None, str]]:
    """Each line with what it is by itself, None for an empty one, and what it may be cited by."""
    front = _FRONT_MATTER.match(text)
    fields_end = front.end() if front else 0
    listed = _listed(text)
    fence = ""
    in_callout = in_record = False
    saying: list[str] = []
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        line = text[start:end]
        region: Region | None = Region.PROSE
        label = ""
        if in_callout or ">" in line:
            begins = _CALLOUT.match(line)
            quoted = _QUOTE.match(line)
            in_callout = not _OF_OTHERS.fullmatch(begins["kind"]) if begins else in_callout and bool(quoted)
            if in_callout and quoted:
                line = line[quoted.end() :]
        # Most lines begin with a letter: then they are a sentence or a field.
        worded = line[:1].isalpha()
        if start < fields_end:
            region = Region.FIELD
        elif not (worded or fence) and (found := _SAYING_FENCE.match(line)):
            saying.append(found["mark"])
            region = None
        elif saying and not fence and line.strip() == saying[-1]:
            saying.pop()
            region = None
        elif not worded and (found := _FENCE.match(line)):
            mark = found["mark"] or "\\"
            fence = mark if not fence else "" if mark.startswith(fence) else fence
            region = Region.CODE
        elif fence:
            region = Region.CODE
        elif in_record or (not worded and _RECORD.match(line)):
            region = Region.CODE
            in_record = not _RECORD_ENDS.match(line)
        elif start in listed:
            region, label = Region.REFERENCE, listed[start]
        elif worded:
            region = Region.FIELD if _is_field(line) else Region.PROSE
        elif not line.strip() or _TABLE_RULE.match(line) or (not headed and _BARE_COMMENT.match(line)):
            region = None
        elif headed and _HEADING.match(line):
            region = Region.HEADING
        elif found := _DEFINITION.match(line):
            region, label = Region.REFERENCE, found["label"] or found["rst"] or ""
            if found["anchor"]:
                label = f"](#{found['anchor']}"
        elif _QUOTE.match(line):
            region = Region.QUOTE
        elif _is_field(line):
            region = Region.FIELD
        elif _ENTRY.match(line):
            region = Region.ENTRY
        yield start, end, region, label
        start = end


def _listed(text: str) -> dict[int, str]:
    """The numbers of references by where their lines begin, of those that are counted from one to the
    next."""
    found = [(one.start(), int(one[1])) for one in _OF_LIST.finditer(text)] if "[" in text else []
    listed: dict[int, str] = {}
    for (start, number), (after, following) in pairwise(found):
        if following == number + 1:
            listed |= {start: str(number), after: str(following)}
    return listed


def _is_field(line: str) -> bool:
    """Whether a line is a field of a form, and does not only hold one."""
    if ":" not in line or _BRACKETED_FIELD.match(line):
        return False
    return _FIELD.match(line) is not None or _is_property(line) or _is_pointer(line)


def _is_property(line: str) -> bool:
    """Whether a line is a field that says no more than a word or two."""
    found = _PROPERTY.match(line) if "::" in line else None
    return found is not None and len(_PROPERTY_WORD.findall(found["said"] or "")) < _SENTENCE


def _is_pointer(line: str) -> bool:
    found = _POINTER.match(line)
    return found is not None and len(_PROPERTY_WORD.findall(_LINKED.sub("", found["said"]))) < _SENTENCE


def _goes_on(text: str, opened: Block, region: Region, line: str, wrapped: bool) -> bool:
    """Whether a line goes on in the block that is open, rather than starting anew."""
    if region in _OF_MANY_LINES:
        return opened.region is region
    if region is not Region.PROSE or opened.region in (*_OF_MANY_LINES, Region.FIELD):
        return False
    if wrapped:
        # What a module says of itself is no part of the licence above it.
        return not (_OPENS_TEXT.match(line) or _OPENS_PART.match(line))
    before = text[opened.start : opened.end].rstrip("\n").rpartition("\n")[2]
    return len(before) >= SHORT_LINE or line[:1].isspace() or line[:1].islower()


def _level(line: str) -> int:
    found = _HEADING.match(line)
    assert found is not None
    if found["marks"]:
        return len(found["marks"])
    return int(found["html"]) if found["html"] else _TEX_LEVELS[found["tex"]]


@lru_cache(maxsize=1_000)
def plain_heading(text: str) -> str:
    """The words of a heading without its marks."""
    return _HEADING_MARKS.sub("", text.strip().partition("\n")[0]).strip()
