"""What the person marked and noted in a PDF by another program: Zotero, Acrobat, Preview, a tablet. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress
from typing import Any

from kb.clock import as_stored
from kb.importers.pdf.lines import letters
from kb.importers.pdf.text import clean_lines
from kb.text.normal import normalized
from kb.types import Annotation

PROGRAM = "PDF"
"""Where such marks come from: which program wrote them, few files tell."""
_MOMENT = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:(Z)|([+-]\d\d)'?(\d\d)'?)", re.IGNORECASE)
"""A moment of the PDF standard with its zone: without one it is told by a clock somewhere."""


def marked(marks: Iterable[Mapping[str, Any]], labels: Sequence[str], text: str) -> tuple[Annotation, ...]:
    """What was marked and noted, as `kb.importers.pdf.child` found it; words of the document are quoted as
    its `text` has them. `labels` are what the pages are called."""
    place_of = _Words(text)
    found = (
        Annotation(
            quote := place_of.as_written(mark["quote"]),
            _note(mark["note"], quote),
            f"p. {labels[page] if page < len(labels) else page + 1}",
            _moment(mark["made"]),
            PROGRAM,
        )
        for mark in marks
        for page in [mark["page"]]
    )
    return tuple(one for one in found if one.quote or one.note)


class _Words:
    """A text by its letters and digits, which are all that two readings of it share."""

    def __init__(self, text: str) -> None:
        self._text = text
        signs = [sign.isalnum() for sign in text]
        self._places = list(compress(range(len(text)), signs))
        # Sign by sign, for some have another number of signs in small letters.
        self._letters = "".join(sign.lower()[:1] for sign in compress(text, signs))

    def as_written(self, drawn: str) -> str:
        """Words as the text has them; as they are drawn where it does not."""
        plain = " ".join(clean_lines(normalized(drawn)))
        wanted = "".join(sign.lower()[:1] for sign in plain if sign.isalnum())
        at = self._letters.find(wanted) if wanted else -1
        if at < 0:
            return plain
        start, last = self._places[at], self._places[at + len(wanted) - 1]
        # The sign that ends a sentence is marked with it.
        end = last + 1 + (self._text[last + 1 : last + 2] in tuple(".!?") and plain.endswith((".", "!", "?")))
        return " ".join(self._text[start:end].split())


def _note(said: str, quote: str) -> str:
    """A note; nothing where a program only copied there what is marked."""
    note = normalized(said.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return "" if quote and letters(note) == letters(quote) else note


def _moment(made: str) -> str | None:
    found = _MOMENT.match(made)
    if found is None:
        return None
    day, time = "-".join(found.groups()[:3]), ":".join(found.groups()[3:6])
    zone = "+00:00" if found[7] else f"{found[8]}:{found[9]}"
    try:
        return as_stored(f"{day}T{time}{zone}")
    except ValueError:
        return None
