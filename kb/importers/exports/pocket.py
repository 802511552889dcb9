"""Pocket's export of 2025: tables of links, and lists of highlights beside them, which join by address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kb.catalogue import noted
from kb.importers.records import CsvFormat, JsonFormat, Row, objects, records
from kb.importers.saved_link import SavedLink, moment, words
from kb.types import Annotation, State

_STATES = {"archive": State.READ, "unread": State.UNREAD}


def _links(table: Iterable[Row]) -> Iterator[SavedLink]:
    for row in table:
        yield SavedLink(
            row["url"],
            row["title"],
            moment(row["time added"]),
            words(row.get("tags", ""), "|"),
            _STATES.get(row["status"].strip().lower()),
        )


FORMAT = CsvFormat("Pocket (CSV)", "Pocket", frozenset({"title", "url", "time added", "status"}), _links)


_OF_HIGHLIGHTS = frozenset({"url", "title", "highlights"})
"""All that a record of the lists of highlights has; other programs' records have more."""


def _highlighted(value: list[dict[str, Any]]) -> Iterator[SavedLink]:
    for record in objects(value):
        highlights = tuple(
            Annotation(quote, made_at=moment(one.get("created_at")))
            for one in objects(record.get("highlights"))
            if (quote := str(one.get("quote") or "").strip())
        )
        yield SavedLink(
            str(record.get("url") or ""),
            str(record.get("title") or ""),
            annotations=tuple(sorted(highlights, key=lambda one: one.made_at or "")),
        )


HIGHLIGHTS = JsonFormat(
    noted("Pocket highlights (JSON)"),
    "Pocket",
    lambda value: records(value, "url", "highlights") and value[0].keys() <= _OF_HIGHLIGHTS,
    _highlighted,
)
