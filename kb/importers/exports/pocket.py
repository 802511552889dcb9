"""Pocket's exports: the list in HTML of earlier years, and the tables of 2025."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb.importers.records import CsvFormat, Row
from kb.importers.saved_link import SavedLink, moment, words
from kb.types import State

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
