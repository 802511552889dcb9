"""mymind's table: cards of pages, notes and snippets. Pictures and films lie beside it, by their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb.importers.records import CsvFormat, Row
from kb.importers.saved_link import SavedLink, moment, own_note, words
from kb.types import Annotation


def _links(table: Iterable[Row]) -> Iterator[SavedLink]:
    for row in table:
        address, content = row["url"].strip(), row["content"].strip()
        # Of a page the content is what was selected on it; without one it is the person's own.
        quote = (Annotation(content),) if address and content else ()
        yield SavedLink(
            address,
            row["title"],
            moment(row["created"]),
            words(row["tags"]),
            text="" if address else content,
            annotations=(*own_note(row["note"]), *quote),
        )


FORMAT = CsvFormat(
    "mymind (CSV)",
    "mymind",
    frozenset({"id", "type", "title", "url", "content", "note", "tags", "created"}),
    _links,
)
