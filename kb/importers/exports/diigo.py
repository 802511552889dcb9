"""Diigo's table: bookmarks with what was marked on their pages and the person's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kb.importers.bibliography import as_markdown
from kb.importers.records import CsvFormat, Row
from kb.importers.saved_link import SavedLink, moment, own_note, words
from kb.types import Annotation

_HIGHLIGHT = re.compile(r"^\s*Highlight:", re.MULTILINE)
"""What stands before each marked passage."""
_UNTAGGED = "no_tag"
"""What Diigo writes where there is no tag."""


def _links(table: Iterable[Row]) -> Iterator[SavedLink]:
    for row in table:
        first, *marked = _HIGHLIGHT.split(row["annotations"])
        said = (as_markdown(text) for text in (row["description"], row["comments"], first))
        tags = (tag.strip('"') for tag in words(row["tags"]))
        yield SavedLink(
            row["url"],
            row["title"],
            moment(row["created at"]),
            tuple(tag for tag in tags if tag != _UNTAGGED),
            annotations=(
                *own_note("\n\n".join(filter(None, said))),
                *(Annotation(quote) for one in marked if (quote := as_markdown(one).strip())),
            ),
        )


FORMAT = CsvFormat(
    "Diigo (CSV)",
    "Diigo",
    frozenset({"url", "title", "tags", "description", "comments", "annotations", "created at"}),
    _links,
)
