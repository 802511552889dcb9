"""Hypothesis: the annotations of web pages and PDFs, as the client (JSON, CSV), the API (JSON) or Jon Udell's
search page (JSON, CSV) export them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from kb.importers.records import CsvFormat, JsonFormat, Row, objects, records, text_of
from kb.importers.saved_link import SavedLink, by_clock, moment, words
from kb.types import Annotation

PROGRAM = "Hypothesis"
_OF_A_FILE = re.compile(r"(?:urn|file):", re.IGNORECASE)
"""How the address of a PDF begins that was opened from a disk."""
_REPLY = "reply"
_LESS_THAN = re.compile(r"&lt;?")
"""How the search page writes `<` in JSON, in some versions without the end of it."""


@dataclass(frozen=True, slots=True)
class Found:
    """One annotation, and what is told of the page it is on."""

    address: str
    mark: Annotation
    title: str = ""
    tags: tuple[str, ...] = ()


def pages(annotations: Iterable[Found]) -> Iterator[SavedLink]:
    """A link for each page, with all its annotations."""
    found: dict[str, list[Found]] = {}
    for one in annotations:
        found.setdefault(one.address, []).append(one)
    for address, on_page in found.items():
        of_a_file = _OF_A_FILE.match(address)
        title = next((one.title for one in on_page if one.title), "")
        yield SavedLink(
            "" if of_a_file else address,
            title or (unquote(Path(address).name) if of_a_file and "/" in address else ""),
            min((one.mark.made_at for one in on_page if one.mark.made_at), default=None),
            tuple(dict.fromkeys(tag for one in on_page for tag in one.tags)),
            annotations=tuple(one.mark for one in on_page if one.mark.quote or one.mark.note),
        )


def of_page(page: object) -> str:
    """A page of a PDF as a place."""
    return f"p. {page}" if str(page or "").strip() else ""


def _rows(value: Any) -> list[dict[str, Any]]:
    rows = value.get("annotations", value.get("rows")) if isinstance(value, dict) else value
    return rows if isinstance(rows, list) and records(rows, "uri", "text", "target") else []


def _links(value: Any) -> Iterator[SavedLink]:
    """The pages; replies and what was deleted are left out."""
    kept = (
        row
        for row in objects(_rows(value))
        if not (row.get("references") or row.get("deleted") or row.get("hidden"))
    )
    return pages(map(_of_api, kept))


def _of_api(row: Mapping[str, Any]) -> Found:
    selectors = [
        selector for target in objects(row.get("target")) for selector in objects(target.get("selector"))
    ]
    quote = next((one.get("exact") for one in selectors if one.get("type") == "TextQuoteSelector"), "")
    page = next((one for one in selectors if one.get("type") == "PageSelector"), None)
    place = of_page(page.get("label") or int(page.get("index", 0)) + 1) if page else ""
    work = next(objects([row.get("document")]))
    mark = Annotation(str(quote or ""), str(row.get("text") or ""), place, moment(row.get("created")))
    title = next(iter(words(work.get("title"), "\n")), "")
    return Found(str(row.get("uri") or ""), mark, title, words(row.get("tags")))


def _searched(value: Any) -> list[dict[str, Any]]:
    """What the search page saved: a list in a list."""
    inner = value[0] if isinstance(value, list) and value and isinstance(value[0], list) else value
    return inner if records(inner, "url", "quote", "text", "refs") else []


def _searched_links(value: Any) -> Iterator[SavedLink]:
    return pages(
        Found(
            text_of(row, "url"),
            Annotation(
                text_of(row, "quote"),
                _LESS_THAN.sub("<", text_of(row, "text")),
                made_at=moment(row.get("created") or row.get("updated")),
            ),
            text_of(row, "title"),
            words(row.get("tags")),
        )
        for row in objects(_searched(value))
        if not row.get("refs")
    )


def _table_links(table: Iterable[Row]) -> Iterator[SavedLink]:
    """As `_links`; a table names no titles."""
    return pages(
        Found(row["url"].strip(), _of_row(row), tags=words(row["tags"]))
        for row in table
        if row["annotation/reply type"].strip().lower() != _REPLY
    )


def _of_row(row: Row) -> Annotation:
    made = row.get("created at") or row.get("creation date") or ""
    # Tables of 2023 have the moment, later ones the minute on the reader's clock.
    at = moment(made) if "T" in made else by_clock(made)
    note = row.get("comment") or row.get("body") or ""
    return Annotation(row["quote"].strip(), note.strip(), of_page(row.get("page", "").strip()), at)


def _searched_table_links(table: Iterable[Row]) -> Iterator[SavedLink]:
    """The level of a reply is that of what it answers, and one more."""
    return pages(
        Found(
            row["url"].strip(),
            Annotation(row["quote"].strip(), row["text"].strip(), made_at=moment(row["updated"])),
            tags=words(row["tags"]),
        )
        for row in table
        if row["level"].strip() in ("", "0")
    )


FORMAT = JsonFormat("Hypothesis (JSON)", PROGRAM, lambda value: bool(_rows(value)), _links)
TABLE = CsvFormat(
    "Hypothesis (CSV)", PROGRAM, frozenset({"url", "annotation/reply type", "quote", "tags"}), _table_links
)
SEARCHED = JsonFormat(
    "Hypothesis search (JSON)", PROGRAM, lambda value: bool(_searched(value)), _searched_links
)
SEARCHED_TABLE = CsvFormat(
    "Hypothesis search (CSV)",
    PROGRAM,
    frozenset({"level", "updated", "url", "user", "group", "tags", "quote", "text"}),
    _searched_table_links,
)
