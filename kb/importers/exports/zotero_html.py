"""What Zotero writes as HTML: notes that were exported, and reports on entries.

Labels of a report are in the person's language; people, addresses, tags and notes are told by its classes and
links, the other fields by the words that the widest used languages have for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kb.catalogue import _, noted
from kb.clock import today
from kb.errors import ImportRefused
from kb.importers.bibliography import Entry, entry_documents, publication_date
from kb.importers.exports.zotero import KINDS, OF_WEB, note_by_itself
from kb.importers.files import any_text_file, required_text_file
from kb.importers.lists.reading_table import when
from kb.importers.notes.twofold_days import unsure_days
from kb.importers.protocol import ImportContext
from kb.text.day_order import day_order
from kb.text.people import people
from kb.types import Document, Failure

_HEAD = 20_000
"""Characters: a page's styles may stand before what it lists."""
_NOTES = re.compile(r"<div[^<>]*\s(?:class=\"zotero-notes?\b|data-schema-version=\"\d)", re.IGNORECASE)
_REPORT = re.compile(r"<ul\s+class=\"report\b", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_WRITERS = ("author", "director", "programmer", "presenter", "inventor", "artist", "contributor")
_DATE = frozenset("date|дата|datum|fecha|data".split("|"))
_ADDED = frozenset(
    "date added|дата добавления|hinzugefügt am|date d'ajout|date d’ajout|fecha de adición|data di aggiunta"
    "|data de adição".split("|")
)
_ABSTRACT = frozenset(
    "abstract|аннотация|zusammenfassung|résumé|resumen|abstract (riassunto)|resumo".split("|")
)
_JOURNAL = frozenset(
    "publication|publication title|proceedings title|журнал|publikation|publicación".split("|")
)


class ZoteroNotesImporter:
    """Notes by themselves, one or many in a file."""

    name = noted("Zotero notes (HTML)")

    def match(self, spec: str) -> bool:
        """Whether a page is of Zotero's notes."""
        file = any_text_file(spec)
        return file is not None and _NOTES.search(file.text[:_HEAD]) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document for each note.

        :raises ImportRefused: the file is gone, or no note says anything.
        """
        file = required_text_file(spec)
        page = LexborHTMLParser(file.text)
        found = page.css(".zotero-note") or page.css("[data-schema-version]")
        notes = [note for one in found if (note := note_by_itself(one.html or "", (), ()))]
        if not notes:
            raise ImportRefused(
                _("{file} holds no note that says anything; nothing was saved", file=file.path.name)
            )
        yield from notes


class ZoteroReportImporter:
    """A report: entries with all their fields, tags and notes."""

    name = noted("Zotero report (HTML)")

    def match(self, spec: str) -> bool:
        """Whether a page lists entries as a report does."""
        file = any_text_file(spec)
        return file is not None and _REPORT.search(file.text[:_HEAD]) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each entry, and a failure where days in it may be two.

        :raises ImportRefused: the file is gone.
        """
        file = required_text_file(spec)
        items = LexborHTMLParser(file.text).css("ul.report > li.item")
        order = day_order([[_field(item, _ADDED) for item in items]], today())
        yield from entry_documents(file.path, (_entry(item, order.day_first) for item in items), "Zotero")
        if order.unsure:
            yield unsure_days(file.path.name, order.unsure)


def _entry(item: LexborNode, day_first: bool | None) -> Entry:
    sort = next((name for name in (item.attributes.get("class") or "").split() if name in KINDS), "")
    title = item.css_first("h2")
    links = (link.attributes.get("href") or "" for link in item.css("table td a"))
    notes = tuple(note.html or "" for note in item.css("ul.notes > li"))
    return Entry(
        title=_text(title),
        kind=KINDS.get(sort),
        of_web=not OF_WEB.isdisjoint((item.attributes.get("class") or "").split()),
        authors=people([_text(cell) for name in _WRITERS for cell in item.css(f"th.{name} + td")]),
        published=publication_date(_field(item, _DATE)),
        abstract=_field(item, _ABSTRACT),
        addresses=(*filter(_DOI.fullmatch, map(_text, item.css("table td"))), *links),
        journal=_field(item, _JOURNAL),
        tags=tuple(_text(tag) for tag in item.css("ul.tags > li")),
        notes=notes,
        saved_at=when(_field(item, _ADDED), day_first),
    )


def _field(item: LexborNode, labels: frozenset[str]) -> str:
    """The value beside the first label that is one of some."""
    for row in item.css("table tr"):
        label, value = row.css_first("th"), row.css_first("td")
        if _text(label).lower() in labels:
            return _text(value)
    return ""


def _text(node: LexborNode | None) -> str:
    return " ".join(node.text().split()) if node is not None else ""
