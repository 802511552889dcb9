"""Instapaper's table: an item has one folder, and `Unread`, `Archive` and `Starred` are folders too."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from kb.catalogue import noted
from kb.importers.records import CsvFormat, LeftOut, Row
from kb.importers.saved_link import SavedLink, moment, words
from kb.types import State

_STATES = {"Unread": State.UNREAD, "Archive": State.READ}
_STARRED = "Starred"
PRIVATE = "instapaper-private:"
"""How the addresses begin of letters and texts that Instapaper alone holds."""
LETTERS = LeftOut(noted("are letters and texts that Instapaper alone holds"))


def _links(table: Iterable[Row]) -> Iterator[SavedLink | LeftOut]:
    for row in table:
        private = row["url"].strip().startswith(PRIVATE)
        if private and not row["selection"].strip():
            yield LETTERS
            continue
        folder = row["folder"].strip()
        yield SavedLink(
            "" if private else row["url"],
            row["title"],
            moment(row.get("timestamp")),
            _tags(row.get("tags", "")),
            _STATES.get(folder),
            excerpt="" if private else row["selection"],
            text=row["selection"] if private else "",
            folder="" if folder in _STATES or folder == _STARRED else folder,
            favourite=folder == _STARRED,
        )


def _tags(given: str) -> tuple[str, ...]:
    """A JSON list in the files of 2025; an earlier one has no such column."""
    try:
        return words(json.loads(given))
    except ValueError:
        return words(given)


FORMAT = CsvFormat(
    "Instapaper (CSV)", "Instapaper", frozenset({"url", "title", "selection", "folder"}), _links
)
