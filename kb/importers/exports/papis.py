"""Papis: a library is a folder with one for each work, in which `info.yaml` tells of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kb.importers.beside import text_beside
from kb.importers.bibliography import (
    Entry,
    arxiv_in,
    entry_documents,
    in_reading_order,
    publication_date,
    split_keywords,
)
from kb.importers.exports.tagged import kind_said
from kb.importers.papis_entry import notes_of, papis_entry
from kb.importers.protocol import ImportContext
from kb.importers.records import text_of
from kb.importers.saved_link import by_clock, words
from kb.text.people import People, people
from kb.types import Document, Failure

_YAML = frozenset({".yaml", ".yml"})
_ADDED = re.compile(r"(\d{4}-\d\d-\d\d)-(\d\d:\d\d:\d\d)")
"""How Papis writes when an entry was added, by the clock of its machine."""


class PapisImporter:
    """The work of one such folder; its paper is read by itself and joins it."""

    name = "Papis (YAML)"

    def match(self, spec: str) -> bool:
        """Whether a file tells of a work as Papis does, whatever it is called."""
        return Path(spec).suffix.lower() in _YAML and papis_entry(Path(spec)) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The work, with the notes that lie beside."""
        path = Path(spec)
        told = papis_entry(path) or {}
        notes = notes_of(told)
        note = text_beside(path.expanduser().parent, notes) if notes else ""
        yield from entry_documents(path, [_entry(told, note)], "Papis")


def _entry(told: Mapping[str, Any], note: str) -> Entry:
    added = _ADDED.fullmatch(text_of(told, "time-added"))
    tags = told.get("tags")
    files = told.get("files")
    journal = text_of(told, "journal", "booktitle", "publisher")
    eprint = text_of(told, "eprint")
    return Entry(
        title=text_of(told, "title"),
        kind=kind_said(text_of(told, "type")),
        authors=_authors(told),
        published=publication_date(text_of(told, "date", "year"), text_of(told, "month")),
        abstract=text_of(told, "abstract"),
        addresses=(
            text_of(told, "doi"),
            f"arXiv:{eprint}" if text_of(told, "archiveprefix").lower() == "arxiv" else eprint,
            text_of(told, "url"),
            *arxiv_in(journal),
        ),
        journal=journal,
        tags=_tags(tags) if isinstance(tags, str) else words(tags),
        notes=(note,) if note.strip() else (),
        citation_key=text_of(told, "ref"),
        files=words(files),
        saved_at=by_clock(f"{added[1]} {added[2]}") if added else None,
    )


def _authors(told: Mapping[str, Any]) -> People:
    listed = told.get("author_list")
    if isinstance(listed, list) and listed:
        return people(listed)
    return people([in_reading_order(name) for name in text_of(told, "author").split(" and ")])


def _tags(tags: str) -> tuple[str, ...]:
    """Tags in a row, apart by commas or, where there is none, by blanks."""
    return split_keywords(tags) if "," in tags or ";" in tags else tuple(tags.split())
