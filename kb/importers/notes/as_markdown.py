"""Files that are made into Markdown before they are read: lists of links come as what they list, others as
notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kb.importers.exports.link_list import link_list_documents
from kb.importers.exports.reading_log import log_documents
from kb.importers.files import TextFile
from kb.importers.notes.markdown import markdown_document
from kb.types import Document, Failure


def markdown_documents(file: TextFile, title: str, written: str | None) -> Iterator[Document | Failure]:
    """What a file holds whose text is in Markdown by now. `title` is what its program calls it, empty where
    it does not; `written` the moment in UTC at which it was begun.

    :raises ImportRefused: it holds nothing that can be saved.
    """
    listed = log_documents(file) or link_list_documents(file)
    if listed is not None:
        yield from listed
        return
    note = markdown_document(file, None, day_first=None)
    yield replace(note, title=title or note.title, saved_at=note.saved_at or written)
