"""Zotero's table (CSV): a row an entry. Tags that a catalogue gave stand in a column of their own and are
left out."""

from __future__ import annotations

import re

from kb.importers.bibliography import Entry, in_reading_order, publication_date, split_keywords
from kb.importers.exports.catalogue_table import CatalogueTable
from kb.importers.exports.zotero import KINDS, OF_WEB, addresses, extra_fields, own_words, state_in
from kb.importers.records import Row
from kb.importers.saved_link import moment
from kb.text.people import people

_BETWEEN_NOTES = re.compile(r";\s*(?=<(?:p|div|h\d|ul|ol|blockquote)\b)")
"""Several notes of an entry, HTML each, stand in one cell."""
_JOURNALS = ("publication title", "conference name", "meeting name")


def _entry(row: Row) -> Entry:
    extra = extra_fields(row["extra"])
    journal = next((told for name in _JOURNALS if (told := row.get(name, "").strip())), "")
    numbers = (row.get("archive location", ""), row.get("number", ""), row.get("publisher", ""))
    writers = row["author"].strip() or row.get("editor", "")
    return Entry(
        title=row["title"],
        kind=KINDS.get(row["item type"].strip()),
        of_web=row["item type"].strip() in OF_WEB,
        authors=people([in_reading_order(name.strip()) for name in writers.split(";") if name.strip()]),
        published=publication_date(row["date"]) or publication_date(row["publication year"]),
        abstract=row["abstract note"],
        addresses=addresses(row["doi"], row["url"], extra, journal, *numbers),
        journal=journal,
        tags=split_keywords(row.get("manual tags", "").replace("\n", ";")),
        notes=(*_BETWEEN_NOTES.split(row.get("notes", "")), *own_words(row["extra"])),
        citation_key=extra.get("citation key", ""),
        files=tuple(path.strip() for path in row.get("file attachments", "").split(";") if path.strip()),
        saved_at=moment(row.get("date added", "")),
        state=state_in(row["extra"]),
    )


TABLE = CatalogueTable(
    "Zotero (CSV)",
    "Zotero",
    frozenset(
        {"key", "item type", "publication year", "author", "title", "doi", "url", "abstract note", "date",
         "extra"}
    ),
    _entry,
)  # fmt: skip
