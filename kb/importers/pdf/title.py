"""Which lines of page one are the title: by size, by place, and by what titles never say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.importers.pdf.lines import Line, body_size, letters
from kb.importers.pdf.names import is_affiliation, is_byline
from kb.importers.pdf.text import clean_lines

_MAX_TITLE = 300
_MAX_LINES = 6
"""Characters and lines of the longest title; larger type over more is a cover or a slide."""
# A title is set in larger type than the text; a subtitle or a title below a masthead at least in this.
_LARGER = 1.08
# Pages of so few lines, covers and slides, have no body to compare with.
_COVER_LINES = 12
# Metadata that programs write where no title was given.
_RUBBISH = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel|office)|untitled|без имени|без названия|document\s*\d*$"
    r"|документ\s*\d*$|book\s*\d+$|title$|paper$|article$|manuscript$|main$|template$|draft$|layout \d+$"
    r"|slide \d+"
    r"|(?:powerpoint|pdf) (?:presentation|document)|presentation\s*\d*$|презентация"
    r"|(?:share|over)?(?:la)?tex (?:example|template)|adobe photoshop|arxiv:|doi:|https?://|\W*\d*\W*$)"
    r"|.*\.(?:docx?|pdf|tex|dvi|pptx?|indd|rtf|odt|odp|xlsx?|txt|html?|qxd|ps|eps|jpe?g|png|tiff?|md|ipynb"
    r"|fm|pages"
    r"|key|typ)$",
    re.IGNORECASE,
)
# Headings of parts, compared without spaces and signs, for they are often spaced out.
_HEADINGS = frozenset(
    "abstract summary introduction references bibliography contents tableofcontents keywords acknowledgements"
    " acknowledgments preface foreword index аннотация реферат резюме введение содержание оглавление"
    " предисловие"
    " ключевыеслова списоклитературы литература inhaltsverzeichnis zusammenfassung résumé resumen resumo"
    " thesis"
    " dissertation tesis tese диссертация".split()
)
_KIND_OF_PAPER = (
    r"(?:(?:research|original|review|regular|short|invited|survey|full|data|technical|brief|case|special)\s)*"
    r"(?:articles?|papers?|reports?|communications?|letters?|notes?|reviews?|research|contributions?|статья)"
)
# Lines that say where and how something was published. A title may begin with the same words, so each
# must be such a line as a whole.
_BANNER = re.compile(
    rf"(?:{_KIND_OF_PAPER}\W*"
    r"|(?:a )?pre-?prints?(?:\W.*\d.*|\W+(?:version|submitted|not peer).*|\W*)|препринт(?:\W.*\d.*|\W*)"
    r"|typeset (?:using|by|with)\s.*|draft(?:\W*|\W.*\d.*)|(?:working"
    r"|discussion) papers?(?: series)?\W*(?:n[o°]\W*)?\d*"
    r"|technical report(?:\W+[\w./-]*\d[\w./-]*|\W*)"
    r"|published (?:as|online|by)\s.+|published (?:in|at)\s.*\d.*"
    r"|(?:currently |manuscript |paper )*under (?:double.blind )?(?:peer )?review(?:\s(?:as|at|for|by"
    r"|in)\s.*|\W*)"
    r"|submitted (?:to|for)\s.+|accepted (?:as|to|at|for|by|in)\s.+|accepted manuscript|to appear (?:in"
    r"|at)\s.+"
    r"|(?:in )?proceedings of\s.*\d.*|(?:in )?proceedings of the\s.*|journal of\s.*\d.*"
    r"|contents lists? available.*|available online.*|[ep]?-?issn.*|isbn.*|open access\W*|check for updates"
    r"|(?:vol(?:ume|\.)?|том|т\.|выпуск|вып\.|issue|no\.|№)\s?[\divxlc]+\W*(?:[,;:(|/·–-].*|(?:no|issue"
    r"|номер)\b.*)?"
    r"|.*\bvol(?:ume|\.)?\s?\d+\W.*\b(?:no|issue|number)\b.*|.*\bтом\s\d+.*№.*"
    r"|doi[ :].*|https?://.*|www\..*|arxiv:.*|[\w ]{0,40}\S+@\S+"
    r"|\d+(?:st|nd|rd|th) (?:conference|international|annual|ieee|acm)\s.*"
    r"|(?:удк|udc|ббк)\W.*|гост\s.*|на правах рукописи|©.*|copyright\W.*"
    r"|(?:received|revised|accepted|dated|поступила)\W.*\d{4}.*|anonymous authors?|author manuscript.*"
    r"|(?:\d{1,2}\.? )?(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december"
    r"|январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|августа?|сентябр[ья]|октябр[ья]|ноябр[ья]"
    r"|декабр[ья])(?: \d{1,2}\.?)?,? \d{4}(?: г\.?)?)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:[:,–—-]|\b(?:an?|the|of|for|in|on|to|and|or|with|without|by|from|via|as|that|which|is|are|not|than|under|over"
    r"|и|или|не|что|как|из|в|на|для|с|по|от|к))$",
    re.IGNORECASE,
)
_SITE = re.compile(r"\s+[|·•—–-]\s+[^|·•—–]{1,60}$")
"""What a browser's print has behind a page's title: the name of the site."""
_LEADER = re.compile(r"(?:\.\s?){4,}|…{2,}")
_NUMBERED = re.compile(r"(?:\d{1,2}|[IVX]{1,4})[.\s]\s?\D|(?:chapter|part|глава|часть)\s", re.IGNORECASE)
_WORDS = r"(?:[\w&.,’'-]+\s)"
# Names of journals and of the houses on covers. They outdo the title in size; with none of its kind
# below them, they are the title.
_MASTHEAD = re.compile(
    rf"(?:the )?{_WORDS}{{0,5}}(?:reports|letters|reviews?|communications|journal|transactions|proceedings"
    rf"|magazine"
    r"|bulletin|annals|quarterly|archives?|nature|science|cell|pnas|plos \w+|elife|вестник|журнал|известия"
    r"|труды"
    r"|записки|доклады)"
    r"|(?:(?:international )?journal|annals|transactions|advances|frontiers|proceedings"
    r"|lecture notes)\s(?:of|on|in)\s.+"
    r"|(?:nature|ieee|acm|plos|bmc|вестник|журнал|известия|труды|доклады)\s.+",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    rf"(?:the )?{_WORDS}{{0,6}}(?:universit\w+|universida\w+|institute|college|academy|school|faculty"
    rf"|department"
    r"|университет\w*|институт\w*|академи\w+|факультет\w*|кафедр\w+)"
    r"|(?:the )?(?:universit\w+|universida\w+|faculty|department|school|institute|college|academy|facul\w+"
    r"|fakultät"
    r"|факультет|кафедра|институт|университет)\s(?:of|for|at|de|di|do|da|für|der|des|of the)?\s?.+"
    rf"|{_WORDS}{{0,4}}university,\s.+"
    r"|министерство\s.+|федеральное\s.+|российская академия\s.+"
    r"|(?:an? )?(?:ph\.?\s?d\.?|doctoral|master(?:['’]?s)?|bachelor(?:['’]?s)?|diploma)?\s?(?:thesis"
    r"|dissertation)"
    r"|диссертация|(?:дипломная|курсовая|(?:выпускная )?квалификационная) работа|отч[её]т",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines `start` to `end` of the page, set in one size."""

    start: int
    end: int
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return _tidy(" ".join(line.text for line in self.lines))

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)

    def all(self, pattern: re.Pattern[str]) -> bool:
        return all(pattern.fullmatch(line.text) for line in self.lines)


def find_title(
    lines: Sequence[Line], height: float, stated: str, first: Sequence[str]
) -> tuple[str, Sequence[Line]]:
    """The title and the lines that follow it; '' where the page shows none.

    `height` is the page's in points, `stated` the title in the metadata, `first` the page's text. A
    stated title that can be read on the page is the best, for it has its spaces right, unless it is cut.
    Else the largest type counts, else the stated title, else a short first line.
    """
    stated = _worth(stated)
    block = _headline(lines, height)
    largest = block.text if block else ""
    after = lines[block.end :] if block else ()
    if stated and letters(stated) in letters(" ".join(first)):
        if block and _is_cut(stated, block):
            return largest, after
        if largest and (rest := _SITE.search(stated)) and letters(stated[: rest.start()]) == letters(largest):
            return largest, after
        if largest and letters(stated) in letters(largest):
            return stated, after
        return stated, _after(lines, stated)
    # One big word may be the name of a section or a journal.
    if largest and (" " in largest or not stated):
        return largest, after
    return (stated, ()) if stated else _first_line(first)


def _worth(stated: str) -> str:
    """A stated title as words, '' if it is a file's name or what a program put there."""
    stated = " ".join(clean_lines(stated))
    file_name = " " not in stated and re.search(r"[\d_]", stated)
    rubbish = file_name or _RUBBISH.match(stated) or _BANNER.fullmatch(stated) or letters(stated) in _HEADINGS
    return "" if rubbish or not 3 < len(stated) <= _MAX_TITLE else stated


def _is_cut(stated: str, block: _Block) -> bool:
    """Whether the stated title ends within a line of the page's, or where a line says that it goes on.

    A few letters more are marks of footnotes; whole lines more may be a subtitle or names."""
    part = letters(stated)
    whole = letters(block.text)
    if not whole.startswith(part) or len(whole) < len(part) + 4:
        return False
    spelt = ""
    for line in block.lines:
        spelt += letters(line.text)
        if spelt == part:
            return bool(_GOES_ON.search(line.text))
        if len(spelt) > len(part):
            break
    return True


def _may_be_title(text: str) -> bool:
    return (
        sum(map(str.isalpha, text)) >= 4
        and letters(text) not in _HEADINGS
        and not _BANNER.fullmatch(text)
        and not _LEADER.search(text)
    )


def _headline(lines: Sequence[Line], height: float) -> _Block | None:
    """The block of the largest type in the upper half, or the one below a masthead or a house's name."""
    body = body_size(lines)
    blocks = _blocks(lines, body)
    chosen = _largest([block for block in blocks if block.lines[0].y >= height / 2])
    if chosen is None or (chosen.size < _LARGER * body and (len(lines) > 3 or chosen.text.endswith("."))):
        return None
    headings = (number for number, line in enumerate(lines) if letters(line.text) in _HEADINGS)
    end = next(headings, len(lines))
    blocks = [block for block in blocks if block.end <= end and not _is_about_authors(block)]
    while below := _below(chosen, blocks):
        if chosen.all(_MASTHEAD) or chosen.all(_HOUSE) or _is_masthead(chosen, below, height, body):
            chosen = below
        else:
            break
    return chosen if len(chosen.lines) <= _MAX_LINES and len(chosen.text) <= _MAX_TITLE else None


def _blocks(lines: Sequence[Line], body: float) -> list[_Block]:
    """The runs of lines in larger type than the page's body, whatever they say."""
    least = 0.0 if len(lines) <= _COVER_LINES else _LARGER * body
    blocks: list[_Block] = []
    start = 0
    while start < len(lines):
        end = start + 1
        if _may_be_title(lines[start].text) and lines[start].size >= least:
            while end < len(lines) and _continues(lines[start:end], lines[end]):
                end += 1
            blocks.append(_Block(start, end, tuple(lines[start:end])))
        start = end
    return blocks


def _continues(block: Sequence[Line], line: Line) -> bool:
    last = block[-1]
    size = block[0].size
    return (
        0.9 * size <= line.size <= size / 0.9
        and letters(line.text) not in _HEADINGS
        and not _BANNER.fullmatch(line.text)
        and not is_byline(line)
        # Lines of a title stand close; further down begins something else.
        and -0.5 * size <= last.y - line.y <= 3 * size
    )


def _largest(blocks: Sequence[_Block]) -> _Block | None:
    top = max((block.size for block in blocks), default=0.0)
    return next((block for block in blocks if block.size >= 0.97 * top), None)


def _below(chosen: _Block, blocks: Sequence[_Block]) -> _Block | None:
    """The largest block below `chosen` that may be a title."""
    return _largest(
        [
            block
            for block in blocks
            if block.start >= chosen.end and not block.all(_HOUSE) and not _NUMBERED.match(block.text)
        ]
    )


def _is_about_authors(block: _Block) -> bool:
    return any(is_byline(line) or is_affiliation(line) for line in block.lines) and not block.all(_HOUSE)


def _is_masthead(chosen: _Block, below: _Block, height: float, body: float) -> bool:
    """Whether `chosen` is a journal's name that no pattern knows: a word or two at the top edge, apart
    from a longer line below that is itself larger than the text."""
    return (
        chosen.lines[0].y > 0.9 * height
        and len(letters(chosen.text)) <= 24
        and len(letters(below.text)) > len(letters(chosen.text))
        and len(below.lines) <= 4
        and below.size >= 1.3 * body
        and (below.start > chosen.end or chosen.lines[-1].y - below.lines[0].y > 2.2 * chosen.size)
    )


def _first_line(first: Sequence[str]) -> tuple[str, Sequence[Line]]:
    """The first line where all type is of one size, unless it runs on into the next as a sentence does."""
    column = max(map(len, first), default=0)
    for number, line in enumerate(first):
        if not _may_be_title(line):
            continue
        following = first[number + 1] if number + 1 < len(first) else ""
        runs_on = following[:1].islower() and len(line) > 0.8 * column
        return ("" if runs_on or len(line) >= 200 else line), ()
    return "", ()


def _after(lines: Sequence[Line], title: str) -> Sequence[Line]:
    """The lines behind those that spell the title."""
    rest = letters(title)
    for number, line in enumerate(lines):
        spelt = letters(line.text)
        if spelt and rest.startswith(spelt):
            rest = rest[len(spelt) :]
            if not rest:
                return lines[number + 1 :]
    return ()


def _tidy(title: str) -> str:
    """A title without footnote marks and the hyphens of broken words."""
    title = re.sub(r"\s*[∗*†‡§¶⋆★]+(?:,[∗*†‡§¶⋆★]+)*\s*$", "", title)
    title = re.sub(r"(?<=[^\W\d_])-\s(?=[a-zа-яё])", "", title)
    return " ".join(title.split())
