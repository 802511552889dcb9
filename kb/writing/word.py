"""Documents of Word as own writing: theses, reports, drafts."""

from __future__ import annotations

from collections.abc import Iterator

from kb.importers.notes.word import word_text
from kb.text.normal import normalized
from kb.types.evidence import Form, WrittenPage
from kb.writing.days import day_of_name, first_day
from kb.writing.files import WrittenFile
from kb.writing.slides import lists_references, with_headings

_LOCK = "~$"
"""How the name of a file begins that Word keeps beside a document while that is open."""


def matches(file: WrittenFile) -> bool:
    """Whether a file is called as such a document."""
    return file.suffix == ".docx" and not file.path.name.startswith(_LOCK)


def pages(file: WrittenFile) -> Iterator[WrittenPage]:
    """The document, if it says anything. It has no lines; it is as old as what was kept of it last, since one
    that was begun years ago was written on.

    :raises ImportRefused: it is damaged, protected or too large.
    """
    read = word_text(file.path)
    text = normalized("\n".join(with_headings([read.text])))
    if not any(map(str.isalnum, text)):
        return
    title = normalized(read.title) or file.path.stem
    dated = day_of_name(file.path) or first_day(filter(None, (read.modified, read.created)))
    form = Form.PAPER if lists_references(text) else Form.NOTE
    yield WrittenPage(file.place, text, form, title, dated, names=(file.path.name, file.path.stem))
