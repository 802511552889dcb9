"""elCurator's JSON: links that a team showed each other; the saved ones are favourites."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kb.importers.records import JsonFormat, objects, records
from kb.importers.saved_link import SavedLink, moment, words


def _links(value: list[dict[str, Any]]) -> Iterator[SavedLink]:
    for record in objects(value):
        yield SavedLink(
            str(record.get("url") or ""),
            str(record.get("title") or ""),
            moment(record.get("created_at")),
            words(record.get("tags")),
            excerpt=str(record.get("description") or ""),
            favourite=bool(record.get("is_saved")),
        )


FORMAT = JsonFormat(
    "elCurator (JSON)", "elCurator", lambda value: records(value, "url", "title", "is_saved"), _links
)
