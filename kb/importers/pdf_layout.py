"""What a paper says of itself on its first page: title, authors, abstract, identifiers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.importers.pdf_text import clean_lines, running_text
from kb.text.dates import iso_time
from kb.text.identity import arxiv_id, doi

_STAMP = re.compile(
    r"arXiv:\s?(?P<id>[\w.-]+(?:/\d{7})?)(?:v\d+)?\s*\[[\w.-]+\]\s*(?P<date>\d{1,2}\s+[A-Z][a-z]{2}\s+\d{4})"
)
_DOI_ON_PAGE = re.compile(r"(?:doi\.org/|doi\s*[:.]?\s*)(10\.\d{4,9}/[^\s\"<>,;]+)", re.IGNORECASE)
_REFERENCES = re.compile(
    r"^\W*(?:\d+\W*)?(?:references|bibliography|литература|список литературы)\W*$", re.IGNORECASE
)
_RUBBISH_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel|office)|untitled|без имени|document\s*\d*$|документ\s*\d*$"
    r"|book\s*\d+$|title$|paper$|slide \d+|(?:powerpoint|pdf) (?:presentation|document)|презентация power"
    r"|adobe photoshop|arxiv:|doi:|https?://|\W*\d*\W*$)|.*\.(?:docx?|pdf|tex|dvi|pptx?|indd|rtf|odt|odp|xlsx?"
    r"|txt|html?|qxd|ps|eps|jpe?g|png|tiff?|md|ipynb)$",
    re.IGNORECASE,
)
_BANNER = re.compile(
    r"(?:(?:table of )?contents$|содержание$|оглавление$|published (?:as|in|at)|under review|preprint"
    r"|accepted (?:at|to|for)|proceedings of|journal of|contents lists|available online|research article"
    r"|original (?:article|paper)|issn"
    r"|vol(?:ume|\.)?\s?\d+|doi[ :]|https?://|www\.|technical report$|article$|arxiv:"
    r"|\d+(?:st|nd|rd|th) (?:conference|international)|удк|препринт)",
    re.IGNORECASE,
)
# Without a mark behind it, "Abstract" begins a sentence as easily as it heads a paragraph.
_ABSTRACT = re.compile(
    r"\W{0,3}(?:A ?BSTRACT|Abstract|Аннотация|АННОТАЦИЯ|Реферат|РЕФЕРАТ|Резюме|РЕЗЮМЕ)"
    r"(?:\s*$|\s*[.:—–-]+\s*|\s+(?=(?:We|This|In|The|An?|Recent|Large|Deep|Despite|While|Although|To|Many)\b))"
)
_AFTER_ABSTRACT = re.compile(
    r"\W{0,3}(?:(?:\d{1,2}|[IVX]{1,4})?[.\s]{0,3}(?:i ?ntroduction|введение)|key ?words?\b|index terms"
    r"|ключевые слова|ccs concepts|categories and subject|general terms|acm reference|contents\b"
    r"|(?-i:(?:1\.?|I\.)\s+[A-ZА-Я]))",
    re.IGNORECASE,
)
_AFFILIATION = re.compile(
    r"universit|institut|department|laborator|\blabs?\b|college|school|academy|research|google|microsoft|\bmeta\b"
    r"|openai|deepmind|nvidia|amazon|apple|intelligence|technolog|\bsciences?\b|center|centre|corporation|\binc\b"
    r"|\bltd\b|gmbh|company|faculty|hospital|foundation|correspond|equal|contribut|author|abstract|street|version"
    r"|draft|университет|институт|кафедра|факультет|лаборатори|академия|январ|феврал|август|сентябр|октябр|ноябр"
    r"|декабр|january|february|\bmarch\b|april|\bjune\b|july|august\b|september|october|november|december",
    re.IGNORECASE,
)
_PARTICLES = r"(?:van|von|der|den|de|del|della|di|da|dos|la|le|el|al|bin|ibn|ten|ter|zu|фон|де)"
_NAME_WORD = r"(?:[^\W\d_a-zа-яё](?:[^\W\d_]|['’`-])*\.?(?:-[^\W\d_]\.)?)"
_NAME = re.compile(rf"{_NAME_WORD}(?:\s(?:{_PARTICLES}\s)*{_NAME_WORD}){{1,4}}")
_RANK = re.compile(
    r"(?:(?:senior |life |student |graduate )?(?:member|fellow)|ieee|acm|jr|ph\.?\s?d|md|m\.?sc|prof|dr)",
    re.I,
)
_MARKERS = re.compile(r"[\d∗*†‡§¶♯♠♣♦♥⋆★✉#‖\^$}{~]+(?:,(?=[\d∗*†‡§¶]))?")
_INITIAL = re.compile(r"(?:^|[\s\W])[^\W\d_a-zа-яё]\s*$")
_MAX_TITLE = 300
_MAX_ABSTRACT = 3000


@dataclass(frozen=True, slots=True)
class Piece:
    """Text drawn at one go on page one: size in points, place from the lower left, level or rotated."""

    text: str
    size: float
    x: float
    y: float
    level: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of page one with the largest size of its letters."""

    text: str
    size: float
    y: float


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What page one and the file's metadata tell. Empty or None where nothing was found."""

    title: str
    authors: tuple[str, ...]
    abstract: str
    arxiv: str | None
    doi: str | None
    published: str | None


def front_matter(
    pieces: Sequence[Piece],
    height: float,
    pages: Sequence[Sequence[str]],
    metadata: Mapping[str, str],
    stem: str,
) -> FrontMatter:
    """Reads the first page (`pieces`; `pages` are the cleaned lines of all) with the metadata beside it.

    `stem` is the file's name without its ending: an arXiv identifier in it counts, and it is the last
    resort for a title.
    """
    first = pages[0] if pages else ()
    lines = _lines(pieces)
    title, after = _title(lines, height, metadata.get("Title", ""), first)
    stamp = next((found for line in first if (found := _STAMP.search(line)) and arxiv_id(found["id"])), None)
    return FrontMatter(
        title=title or stem,
        authors=_authors(after) or _metadata_authors(metadata.get("Author", "")),
        abstract=_abstract([line for page in pages[:2] for line in page]),
        arxiv=arxiv_id(stamp["id"]) if stamp else _stated_arxiv_id(metadata, stem),
        doi=_own_doi(first, metadata),
        published=iso_time(stamp["date"]) if stamp else _creation_date(metadata.get("CreationDate", "")),
    )


def _lines(pieces: Iterable[Piece]) -> list[Line]:
    """The level lines of the page in the order they were drawn."""
    lines: list[Line] = []
    text, size, y, last = "", 0.0, 0.0, 0.0

    def close() -> None:
        nonlocal text, size
        if clean := " ".join(clean_lines(text)):
            lines.append(Line(clean, size, y))
        text, size = "", 0.0

    for piece in pieces:
        if not piece.level or (
            size and piece.text.strip() and abs(piece.y - y) > 0.8 * max(size, piece.size)
        ):
            close()
        if not piece.level:
            continue
        drawn = piece.text
        if _INITIAL.search(text) and piece.size < 0.87 * last and re.match(r"\s?[^\W\d_a-zа-яё]", drawn):
            # Small capitals: a large first letter, then the rest of the word.
            text, drawn = text.rstrip(), drawn.lstrip()
        for number, part in enumerate(drawn.split("\n")):
            if number:
                close()
            if any(map(str.isalpha, part)):
                size, y, last = max(size, piece.size), piece.y, piece.size
            text += part
    close()
    return lines


def _title(
    lines: Sequence[Line], height: float, stated: str, first: Sequence[str]
) -> tuple[str, Sequence[Line]]:
    """The title and the lines that follow it.

    A stated title that can be read on the page is the best: it has its spaces right. Else the largest
    type in the upper half, else the stated title, else the first line.
    """
    stated = " ".join(clean_lines(stated))
    file_name = " " not in stated and re.search(r"[\d_]", stated)
    if file_name or _RUBBISH_TITLE.match(stated) or not 3 < len(stated) <= _MAX_TITLE:
        stated = ""
    upper = [number for number, line in enumerate(lines) if line.y >= height / 2 and _may_be_title(line.text)]
    start, end = _largest(lines, upper)
    largest = _tidy(" ".join(line.text for line in lines[start:end]))
    if stated and _letters(stated) in _letters(" ".join(first)):
        if largest and _letters(stated) in _letters(largest):
            return stated, lines[end:]
        return stated, _after(lines, stated)
    # One big word may be the name of a section or a journal.
    if largest and (" " in largest or not stated):
        return largest, lines[end:]
    if stated:
        return stated, ()
    return next((line[:_MAX_TITLE] for line in first if _may_be_title(line) and len(line) < 200), ""), ()


def _may_be_title(text: str) -> bool:
    return sum(map(str.isalpha, text)) >= 4 and not _BANNER.match(text)


def _largest(lines: Sequence[Line], candidates: Sequence[int]) -> tuple[int, int]:
    """Where the block of largest type begins and ends; (0, 0) if type is all of one size."""
    if not candidates:
        return 0, 0
    sizes = sorted(line.size for line in lines if any(map(str.isalpha, line.text)))
    body = sizes[len(sizes) // 2]
    top = max(lines[number].size for number in candidates)
    if top < 1.08 * body and len(lines) > 3:
        return 0, 0
    start = next(number for number in candidates if lines[number].size >= 0.97 * top)
    end = start + 1
    while end < len(lines) and lines[end].size >= 0.9 * top and not _ABSTRACT.match(lines[end].text):
        end += 1
    length = sum(len(line.text) for line in lines[start:end])
    return (start, end) if end - start <= 6 and length <= _MAX_TITLE else (0, 0)


def _after(lines: Sequence[Line], title: str) -> Sequence[Line]:
    """The lines behind those that spell the title."""
    rest = _letters(title)
    for number, line in enumerate(lines):
        letters = _letters(line.text)
        if letters and rest.startswith(letters):
            rest = rest[len(letters) :]
            if not rest:
                return lines[number + 1 :]
    return ()


def _tidy(title: str) -> str:
    """A title without footnote marks and the hyphens of broken words."""
    title = re.sub(r"\s*[∗*†‡§¶⋆★]+\s*$", "", title)
    title = re.sub(r"(?<=[^\W\d_])-\s(?=[a-zа-яё])", "", title)
    return " ".join(title.split())


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _authors(after: Sequence[Line]) -> tuple[str, ...]:
    """Names between the title and the abstract; nothing where no abstract marks the end."""
    end = next((number for number, line in enumerate(after) if _ABSTRACT.match(line.text)), None)
    if end is None or end > 60:
        return ()
    names: list[str] = []
    for line in after[:end]:
        if "@" in line.text or _AFFILIATION.search(line.text) or _BANNER.match(line.text):
            continue
        parts = re.split(r"\s*[,;&·•|]\s*(?:and\s+)?|\s+(?:and|и)\s+", _MARKERS.sub(",", line.text))
        found = [name for part in parts if (name := part.strip(" ,")) and not _RANK.fullmatch(name)]
        if found and all(_NAME.fullmatch(name) for name in found):
            names += found
    return tuple(dict.fromkeys(name.title() if name.isupper() else name for name in names))


def _metadata_authors(stated: str) -> tuple[str, ...]:
    stated = " ".join(clean_lines(stated))
    separator = r"\s*;\s*" if ";" in stated else r"\s*,\s*|\s+and\s+"
    parts = [part.strip() for part in re.split(separator, stated)]
    if re.fullmatch(rf"{_NAME_WORD},\s*{_NAME_WORD}", stated):
        parts = [" ".join(reversed(parts))]
    return tuple(name for name in parts if _NAME.fullmatch(name) and not _AFFILIATION.search(name))


def _abstract(lines: Sequence[str]) -> str:
    """The abstract of a paper from the lines of its first two pages, '' if none is marked as such."""
    start = next((number for number, line in enumerate(lines) if _ABSTRACT.match(line)), None)
    if start is None:
        return ""
    body = [_ABSTRACT.sub("", lines[start], count=1)]
    marked_end = False
    for line in lines[start + 1 :]:
        marked_end = bool(_AFTER_ABSTRACT.match(line) or _REFERENCES.match(line) or _STAMP.search(line))
        if marked_end or sum(map(len, body)) > _MAX_ABSTRACT:
            break
        body.append(line)
    body = [line for line in body if line]
    if not marked_end:
        # The first paragraph then: it ends with the first short line that ends a sentence.
        full = sorted(map(len, body))[len(body) // 2] if body else 0
        ends = (
            n
            for n, line in enumerate(body, start=1)
            if len(line) < 0.8 * full and line.endswith((".", "!", "?"))
        )
        body = body[: next(ends, 0)]
    text = " ".join(running_text([body]).split())
    return text if len(text) >= 40 else ""


def _stated_arxiv_id(metadata: Mapping[str, str], stem: str) -> str | None:
    """An identifier the file states as its own: in its metadata or as its name."""
    stated = (
        metadata[name]
        for name in ("arXivID", "arXiv", "DOI", "doi", "Identifier", "Title")
        if name in metadata
    )
    name = re.sub(r"^arxiv[\s_.:-]*", "", stem, flags=re.IGNORECASE)
    name = re.split(r"(?<=\d)[\s_(-]", name)[0]
    return next((found for text in (*stated, name) if (found := arxiv_id(text))), None)


def _own_doi(first: Sequence[str], metadata: Mapping[str, str]) -> str | None:
    """The DOI in the metadata, or the only one page one prints before its references."""
    stated = [f"doi:{metadata[name]}" for name in ("doi", "DOI", "WPS-ARTICLEDOI") if name in metadata]
    for text in (*stated, metadata.get("Subject", "")):
        if (found := _DOI_ON_PAGE.search(text)) and (own := doi(found[1])):
            return own
    printed: set[str] = set()
    for line in first:
        if _REFERENCES.match(line):
            break
        printed |= {own for text in _DOI_ON_PAGE.findall(line) if (own := doi(text))}
    return printed.pop() if len(printed) == 1 else None


def _creation_date(stated: str) -> str | None:
    """`D:20240103093826+01'00'` as an ISO date."""
    found = re.match(r"(?:D:)?((?:19|20)\d\d)(\d\d)(\d\d)", stated)
    return iso_time("-".join(found.groups())) if found else None
