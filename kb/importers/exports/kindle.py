"""Kindle's `My Clippings.txt`, in the device's language: a book's highlights and notes, as they were made.

A mark that is made longer or mended is written once more, the earlier one stays. A note stands where its
highlight ends, before it in the file or behind it. A line between bars tells what was made, where and when:
its words differ by language, its form does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kb.catalogue import _, noted
from kb.clock import as_stored
from kb.importers.exports.kindle_marks import Mark, book, in_order, kind_said, place_said
from kb.importers.files import any_text_file, required_text_file
from kb.importers.protocol import ImportContext
from kb.text.normal import normalized
from kb.text.worded_dates import local_time_in_words
from kb.types import Document, Failure, Skipped

_HEAD = 20_000
"""Characters: the first record ends within them, however long its words are."""
_END_OF_RECORD = re.compile(r"^={10}[ \t]*$", re.MULTILINE)
_MARK = "\ufeff"
"""A byte order mark stands before single records too, where the device began to write anew."""
_MADE = re.compile(r"\s*[-–—]\s*\S")
_BAR = re.compile(r"[|｜]")
_NO_WORDS = re.compile(r"<[^<>=\"'/]{11,}>")
"""What the device writes instead of words, in its own language, where the publisher allows no more."""
_BRACKETS = {")": "(", "）": "（"}


class KindleImporter:
    """The one file in which a Kindle keeps everything that was marked on it."""

    name = noted("Kindle clippings")

    def match(self, spec: str) -> bool:
        """Whether a file begins with a record: a title, a line that says what was made and when, a rule."""
        file = any_text_file(spec)
        if file is None or not _END_OF_RECORD.search(file.text[:_HEAD]):
            return False
        lines = _END_OF_RECORD.split(file.text[:_HEAD], maxsplit=1)[0].strip(_MARK + " \n").split("\n")
        return (
            len(lines) > 1 and bool(_MADE.match(lines[1])) and ("|" in lines[1] or kind_said(lines[1]) != "")
        )

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document for each book; what says nothing is counted, and so is what tells neither its kind nor
        its place.

        :raises ImportRefused: the file is gone or no text.
        """
        file = required_text_file(spec)
        books: dict[str, list[Mark]] = {}
        unknown = empty = 0
        for record in filter(str.strip, _END_OF_RECORD.split(file.text.replace(_MARK, ""))):
            title, _break, rest = record.strip().partition("\n")
            mark = _mark(rest)
            if mark is None:
                unknown += 1
            elif mark.kind != "bookmark" and not mark.text:
                empty += 1
            else:
                books.setdefault(normalized(title).strip(), []).append(mark)
        for line, marks in books.items():
            if any(one.text for one in marks):
                began = min((one.made_at for one in marks if one.made_at), default=None)
                yield book(line, *_title_and_author(line), in_order(marks), began)
        name = Path(spec).name
        if not any(one.text for marks in books.values() for one in marks):
            yield Skipped(name, _("bookmarks, which say nothing"), sum(map(len, books.values())))
        if empty:
            yield Skipped(name, _("records without words"), empty)
        if unknown:
            yield Failure(
                name,
                _(
                    "records that tell neither what was marked nor where: {unknown}; export them again",
                    unknown=unknown,
                ),
            )


def _mark(record: str) -> Mark | None:
    """What a record says behind its title; None where it says neither what it is nor where it stands."""
    made, _, text = record.partition("\n")
    *told, when = map(str.strip, _BAR.split(made))
    at = local_time_in_words(when)
    what = " | ".join(told) or ("" if at else when)
    text = "" if _NO_WORDS.fullmatch(text.strip()) else text.strip()
    kind, place = kind_said(what or made), place_said(what)
    if not (kind or place.told):
        return None
    # A highlight is written from where to where, a note only where. The clock is the reader's own.
    kind = kind or ("highlight" if place.spans else "note" if text else "bookmark")
    return Mark(kind, text, place, as_stored(at) if at else None)


def _title_and_author(line: str) -> tuple[str, str]:
    """A title may hold brackets; the author stands in the last ones, which may hold some too."""
    closing = line[-1:]
    opening = _BRACKETS.get(closing, "")
    depth = 0
    for at in range(len(line) - 1, 0, -1) if opening else ():
        depth += (line[at] == closing) - (line[at] == opening)
        if depth == 0:
            return line[:at].strip() or line, line[at + 1 : -1].strip()
    return line, ""
