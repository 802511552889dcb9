"""KOReader's exports of highlights that are made to be read: as Markdown, as a page of HTML, as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kb.catalogue import noted
from kb.importers.exports.koreader import book, mark
from kb.importers.files import any_text_file, required_text_file
from kb.importers.protocol import ImportContext
from kb.importers.saved_link import by_clock
from kb.text.parts import parts
from kb.types import Annotation, Document, Failure

_HEAD = 4_000
"""Characters of a file in which a title, an author and a first mark show."""
_TITLED = re.compile(r"^# (?P<title>[^\n]+)\n##### (?P<author>[^\n]*)\n", re.MULTILINE)
_MARKED = re.compile(r"^### Page (?P<page>[^\n]*?) @ (?P<time>[^\n]+)(?:\n|\Z)", re.MULTILINE)
_CHAPTER = re.compile(r"^## (?P<chapter>[^\n]*)\n(?=### Page )", re.MULTILINE)
_NO_WORDS = re.compile(r"\s*(?:_Generated at: [\d-]+_|## .*|\[[^\]]+\]\(<?file://.*\))?\s*")
"""A line behind the words of a mark: the end of the file, the next chapter, the way back into the book."""
_DRAWN = re.compile(
    r"\*\*_(?P<a>.+)_\*\*|\*\*(?P<b>.+)\*\*|\*(?P<c>.+)\*|~~(?P<d>.+)~~|\+\+(?P<e>.+)\+\+|<u>(?P<f>.+)</u>"
    r"|==(?P<g>.+)==",
    re.DOTALL,
)
"""How a mark is set off that was drawn in one way or another (KOReader, template/md.lua)."""
_NOTED = re.compile(r"\n\n---\n")
_WIDE = "\N{IDEOGRAPHIC SPACE}"
_ENDS = "\n-=-=-=-=-=-\n"
_ADDED = re.compile(rf"^{_WIDE}{_WIDE}-- (?P<told>[^\n]*)\n", re.MULTILINE)
_PAGE = re.compile(r"(?<!\w)(?:\d+|[ivxlc]+)(?!\w)")
"""The first number in a line that tells the page in the device's language."""
_TITLE, _AUTHOR = "h2[style*='text-align:right']", "h5[style*='text-align:right']"
_AT = "span[style*='float:right']"


class KoreaderMarkdownImporter:
    """The books of such a file, one behind the other."""

    name = noted("KOReader (Markdown)")

    def match(self, spec: str) -> bool:
        """Whether a file begins with a book and names a page and a moment as these do."""
        file = any_text_file(spec)
        return file is not None and bool(_TITLED.match(file.text) and _MARKED.search(file.text[:_HEAD]))

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """Each book with its marks.

        :raises ImportRefused: the file is gone.
        """
        text = required_text_file(spec).text
        for named, part in parts(_TITLED, text):
            marks = [
                found
                for chapter, within in _chapters(part)
                for at, words in parts(_MARKED, within)
                if (found := _of_markdown(at, words, chapter))
            ]
            yield book(named["title"], named["author"].replace(", ", "\n"), marks, Path(spec).name)


def _chapters(part: str) -> Iterator[tuple[str, str]]:
    """What of a book stands in which chapter; none before the first, and where the book names none."""
    yield "", _CHAPTER.split(part, maxsplit=1)[0]
    for named, within in parts(_CHAPTER, part):
        yield named["chapter"], within


def _of_markdown(at: re.Match[str], words: str, chapter: str) -> Annotation | None:
    lines = words.split("\n")
    while lines and _NO_WORDS.fullmatch(lines[-1]):
        lines.pop()
    quote, note = (*_NOTED.split("\n".join(lines), maxsplit=1), "")[:2]
    quote = quote.strip()
    drawn = _DRAWN.fullmatch(quote)
    quote = drawn[str(drawn.lastgroup)] if drawn else quote
    return mark(quote, note, at["page"], by_clock(at["time"]), chapter)


class KoreaderTextImporter:
    """The books of such a file: exports are put behind each other in it."""

    name = noted("KOReader (text)")

    def match(self, spec: str) -> bool:
        """Whether a file parts marks as these do."""
        file = any_text_file(spec)
        return file is not None and file.text.startswith(_WIDE) and bool(_ADDED.search(file.text[:_HEAD]))

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """Each book with its marks.

        :raises ImportRefused: the file is gone.
        """
        books: dict[str, list[Annotation]] = {}
        title = ""
        for part in f"\n{required_text_file(spec).text}".split(_ENDS):
            named = [line.strip() for line in part.split("\n") if line.startswith(_WIDE)]
            # Behind the last mark of a book stands an empty line, and the chapter before each mark.
            if part.startswith("\n") and named and named[0]:
                title = named.pop(0)
            chapter = next((one for one in named if one and not one.startswith("-- ")), "")
            if (found := _of_text(part, chapter)) is not None:
                books.setdefault(title, []).append(found)
        for one, marks in (books or {title: []}).items():
            yield book(one, "", marks, Path(spec).name)


def _of_text(part: str, chapter: str) -> Annotation | None:
    added = _ADDED.search(part)
    if added is None:
        return None
    quote, _bar, note = part[added.end() :].partition("\n---\n")
    page = _PAGE.search(added["told"])
    made = by_clock(_without_weekday_order(added["told"]))
    return mark(quote, note, page[0] if page else None, made, chapter)


def _without_weekday_order(told: str) -> str:
    """`Sat Jun  1 12:00:00 2024` as a date with its year before its time (C, strftime `%c`)."""
    return re.sub(r"(\w{3})\s+(\d{1,2}) (\d\d:\d\d:\d\d) (\d{4})", r"\2 \1 \4 \3", told)


class KoreaderHtmlImporter:
    """The books of such a page. Its dates are written in the order of the device's language, which it does
    not tell; they are not taken."""

    name = noted("KOReader (HTML)")

    def match(self, spec: str) -> bool:
        """Whether a page sets title, author and place of a mark as these do."""
        file = any_text_file(spec)
        if file is None or "float:right" not in file.text[:_HEAD] or "<h5 " not in file.text[:_HEAD]:
            return False
        page = LexborHTMLParser(file.text)
        return all(page.css_first(one) is not None for one in (_TITLE, _AUTHOR, _AT))

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """Each book with its marks.

        :raises ImportRefused: the file is gone.
        """
        title = author = ""
        marks: list[Annotation] = []
        for node in LexborHTMLParser(required_text_file(spec).text).css(f"{_TITLE}, {_AUTHOR}, {_AT}"):
            if node.tag == "h2":
                if title:
                    yield book(title, author, marks, Path(spec).name)
                title, author, marks = node.text().strip(), "", []
            elif node.tag == "h5":
                author = node.text().strip()
            elif (found := _of_page(node)) is not None:
                marks.append(found)
        yield book(title, author, marks, Path(spec).name)


def _of_page(place: LexborNode) -> Annotation | None:
    """The mark below a place: its words in the next division, a note in the one behind."""
    divisions = _behind(place.parent)
    quote, note = (*(_words(one) for one in divisions), "", "")[:2]
    named = place.css_first("b")
    chapter = named.text() if named is not None else ""
    return mark(quote, note, place.text().rpartition(":")[2].strip(), chapter=chapter)


def _behind(node: LexborNode | None) -> Sequence[LexborNode]:
    found: list[LexborNode] = []
    while node is not None and (node := node.next) is not None:
        if node.tag == "div":
            found.append(node)
    return found


def _words(node: LexborNode) -> str:
    for line in node.css("br"):
        line.replace_with("\n")
    return node.text().strip()
