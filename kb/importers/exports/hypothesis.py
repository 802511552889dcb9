"""Hypothesis: the annotations of web pages and PDFs, as the client or the API exports them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kb.importers.records import JsonFormat, records
from kb.importers.saved_link import SavedLink, moment, words
from kb.types import Annotation


def _rows(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, dict):
        return []
    rows = value.get("annotations", value.get("rows"))
    return rows if isinstance(rows, list) and records(rows, "uri", "target") else []


def _links(value: Any) -> Iterator[SavedLink]:
    """A link for each page, with all its annotations; replies and what was deleted are left out."""
    pages: dict[str, list[dict[str, Any]]] = {}
    for row in _rows(value):
        if not (row.get("references") or row.get("deleted") or row.get("hidden")):
            pages.setdefault(str(row.get("uri") or ""), []).append(row)
    for address, rows in pages.items():
        titles = (title for row in rows for title in (row.get("document") or {}).get("title") or ())
        yield SavedLink(
            address,
            str(next(titles, "")),
            min((at for row in rows if (at := moment(row.get("created")))), default=None),
            tuple(dict.fromkeys(tag for row in rows for tag in words(row.get("tags")))),
            annotations=tuple(map(_annotation, rows)),
        )


def _annotation(row: dict[str, Any]) -> Annotation:
    selectors = [
        selector
        for target in row.get("target") or ()
        for selector in target.get("selector") or ()
        if isinstance(selector, dict)
    ]
    quote = next((one.get("exact") for one in selectors if one.get("type") == "TextQuoteSelector"), "")
    page = next((one for one in selectors if one.get("type") == "PageSelector"), None)
    place = f"p. {page.get('label') or int(page.get('index', 0)) + 1}" if page else ""
    return Annotation(str(quote or ""), str(row.get("text") or ""), place, moment(row.get("created")))


FORMAT = JsonFormat("Hypothesis (JSON)", "Hypothesis", lambda value: bool(_rows(value)), _links)
