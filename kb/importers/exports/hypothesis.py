"""Hypothesis: the annotations of web pages and PDFs, as the client (JSON, CSV) or the API exports them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from kb.clock import as_stored
from kb.importers.records import CsvFormat, JsonFormat, Row, objects, records
from kb.importers.saved_link import SavedLink, moment, words
from kb.text.dates import local_time
from kb.types import Annotation

_PROGRAM = "Hypothesis"
_OF_A_FILE = re.compile(r"(?:urn|file):", re.IGNORECASE)
"""How the address of a PDF begins that was opened from a disk."""


def _rows(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, dict):
        return []
    rows = value.get("annotations", value.get("rows"))
    return rows if isinstance(rows, list) and records(rows, "uri", "text") else []


def _links(value: Any) -> Iterator[SavedLink]:
    """A link for each page, with all its annotations; replies and what was deleted are left out."""
    pages: dict[str, list[dict[str, Any]]] = {}
    for row in objects(_rows(value)):
        if not (row.get("references") or row.get("deleted") or row.get("hidden")):
            pages.setdefault(str(row.get("uri") or ""), []).append(row)
    for address, rows in pages.items():
        works = objects([row.get("document") for row in rows])
        titles = (title for work in works for title in words(work.get("title"), "\n"))
        tags = (tag for row in rows for tag in words(row.get("tags")))
        yield _page(address, next(titles, ""), tags, tuple(map(_annotation, rows)))


def _page(address: str, title: str, tags: Iterable[str], marks: tuple[Annotation, ...]) -> SavedLink:
    of_a_file = _OF_A_FILE.match(address)
    return SavedLink(
        "" if of_a_file else address,
        title or (unquote(Path(address).name) if of_a_file and "/" in address else ""),
        min((mark.made_at for mark in marks if mark.made_at), default=None),
        tuple(dict.fromkeys(tags)),
        annotations=tuple(mark for mark in marks if mark.quote or mark.note),
    )


def _table_links(table: Iterable[Row]) -> Iterator[SavedLink]:
    """As `_links`; a table names no titles."""
    pages: dict[str, list[Row]] = {}
    for row in table:
        if row["annotation/reply type"].strip().lower() != "reply":
            pages.setdefault(row["url"].strip(), []).append(row)
    for address, rows in pages.items():
        tags = (tag for row in rows for tag in words(row["tags"]))
        yield _page(address, "", tags, tuple(map(_row_annotation, rows)))


def _row_annotation(row: Row) -> Annotation:
    page, made = row.get("page", "").strip(), row.get("created at") or row.get("creation date") or ""
    # Tables of 2023 have the moment, later ones the minute on the reader's clock.
    at = moment(made) if "T" in made else as_stored(local) if (local := local_time(made)) else None
    note = row.get("comment") or row.get("body") or ""
    return Annotation(row["quote"].strip(), note.strip(), f"p. {page}" if page else "", at)


def _annotation(row: dict[str, Any]) -> Annotation:
    selectors = [
        selector for target in objects(row.get("target")) for selector in objects(target.get("selector"))
    ]
    quote = next((one.get("exact") for one in selectors if one.get("type") == "TextQuoteSelector"), "")
    page = next((one for one in selectors if one.get("type") == "PageSelector"), None)
    place = f"p. {page.get('label') or int(page.get('index', 0)) + 1}" if page else ""
    return Annotation(str(quote or ""), str(row.get("text") or ""), place, moment(row.get("created")))


FORMAT = JsonFormat("Hypothesis (JSON)", _PROGRAM, lambda value: bool(_rows(value)), _links)
TABLE = CsvFormat(
    "Hypothesis (CSV)", _PROGRAM, frozenset({"url", "annotation/reply type", "quote", "tags"}), _table_links
)
