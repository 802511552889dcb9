"""The notebook of a book that Kindle's apps send by mail or save: HTML whose classes tell the parts apart, in
whatever language their words are.

Parts are cut at their classes, not by their tags: older apps close a heading as a division and the other way
round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from kb.catalogue import _, noted
from kb.importers.exports.kindle_marks import PROGRAM, Mark, book, kind_said, place_said
from kb.importers.files import any_text_file, required_text_file
from kb.importers.protocol import ImportContext
from kb.types import Annotation, Document, Failure

_HEAD = 20_000
"""Characters: the book is named behind the styles of the page."""
# A tag that never ends is given up at its first class.
_PART = re.compile(
    r"<\w+\s(?>[^<>]*?class\s*=\s*[\"']"
    r"(?P<name>bookTitle|authors|citation|sectionHeading|noteHeading|noteText)[\"'])[^<>]*>",
    re.IGNORECASE,
)
_COLOURED = re.compile(r"class\s*=\s*[\"']highlight_|^[^()-]*\(", re.IGNORECASE)
"""How the heading of a highlight names its colour; notes have none."""
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LETTERS_A_LOCATION = 100
"""A location is some 128 bytes of a book; of its text somewhat less, as marks for its form are counted in."""


class KindleNotebookImporter:
    """The notes and highlights of one book."""

    name = noted("Kindle notebook (HTML)")

    def match(self, spec: str) -> bool:
        """Whether a page names a book as these do."""
        file = any_text_file(spec)
        return file is not None and any(name == "booktitle" for name, _ in _parts(file.text[:_HEAD]))

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The book with what was marked in it.

        :raises ImportRefused: the file is gone.
        """
        file = required_text_file(spec)
        title = author = heading = ""
        marks: list[Mark] = []
        for name, part in _parts(file.text):
            if name == "booktitle":
                title = _plain(part)
            elif name == "authors":
                author = _plain(part)
            elif name == "noteheading":
                heading = part
            elif name == "notetext" and heading and (text := _plain(part)):
                marks.append(_mark(heading, text))
        found = tuple(_annotations(marks))
        if title and found:
            yield book(f"{title} ({author})" if author else title, title, author, found)
        else:
            yield Failure(
                Path(spec).name, _("This notebook holds no highlight and no note; nothing was saved")
            )


def _parts(source: str) -> Iterator[tuple[str, str]]:
    begins = list(_PART.finditer(source))
    starts = [*(one.start() for one in begins), len(source)]
    for begin, end in zip(begins, starts[1:], strict=True):
        yield begin["name"].lower(), source[begin.end() : end]


def _plain(part: str) -> str:
    body = LexborHTMLParser(_LINE_BREAK.sub("\ue000", part)).body
    text = "" if body is None else body.text()
    return "\n".join(" ".join(line.split()) for line in text.split("\ue000")).strip()


def _mark(heading: str, text: str) -> Mark:
    told = _plain(heading)
    kind = "highlight" if _COLOURED.search(heading) else kind_said(told)
    # The chapter stands before the place, and may have a number of its own.
    place = told.rpartition(">")[2] if ">" in told else told.rpartition(" - ")[2]
    return Mark(kind or "note", text, place_said(place))


def _annotations(marks: list[Mark]) -> Iterator[Annotation]:
    """Highlights with the notes that follow them, in their order."""
    before: Mark | None = None
    notes: list[str] = []
    for mark in marks:
        if before is not None and mark.kind == "note" and _is_within(mark, before):
            notes.append(mark.text)
            continue
        if before is not None:
            yield _annotation(before, notes)
        before, notes = mark, []
    if before is not None:
        yield _annotation(before, notes)


def _is_within(note: Mark, mark: Mark) -> bool:
    """Whether a note stands where a highlight does: an app tells only where that begins."""
    length = len(mark.text) // _LETTERS_A_LOCATION + 2 if "location" in mark.place.told else 0
    return mark.kind == "highlight" and mark.place.start <= note.place.start <= mark.place.end + length


def _annotation(mark: Mark, notes: list[str]) -> Annotation:
    if mark.kind == "highlight":
        return Annotation(mark.text, "\n\n".join(notes), mark.place.told, source=PROGRAM)
    return Annotation("", mark.text, mark.place.told, source=PROGRAM)
