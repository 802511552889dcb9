"""What Google Takeout gives beside Keep, YouTube and Play Books: lists of what was saved, tasks that lead to
a page. What a browser merely saw is left out, Chrome's history and tables of other programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kb.catalogue import noted
from kb.importers.lists.linked_words import linked_words
from kb.importers.protocol import ImportContext
from kb.importers.records import (
    CsvFormat,
    JsonFormat,
    LeftOut,
    Row,
    has_columns,
    link_documents,
    objects,
    rows,
    text_of,
)
from kb.importers.saved_link import SavedLink, moment, own_note, words
from kb.types import Document, Failure, State

_SAVED = frozenset({"title", "note", "url", "comment"})
_SEEN = noted("tell what was seen, and not what was kept; export bookmarks")


class SavedListImporter:
    """One list of Google's collection `Saved`, called as its file is."""

    name = noted("Google: saved (CSV)")

    def match(self, spec: str) -> bool:
        """Whether a file is a table with the columns of such a list."""
        return has_columns(spec, _SAVED)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each row."""
        path = Path(spec)
        yield from link_documents(path.name, "row", (_saved(row, path.stem) for row in rows(spec)), "Google")


def _saved(row: Row, folder: str) -> SavedLink:
    said = "\n\n".join(filter(None, (row["note"].strip(), row["comment"].strip())))
    return SavedLink(
        row["url"], row["title"], tags=words(row.get("tags", "")), annotations=own_note(said), folder=folder
    )


def _tasks(value: Mapping[str, Any]) -> Iterator[SavedLink | LeftOut]:
    for one_list in objects(value.get("items")):
        for task in objects(one_list.get("items")):
            title, notes = linked_words(text_of(task, "title")), linked_words(text_of(task, "notes"))
            links = (*title.links, *notes.links)
            if not links:
                yield LeftOut(noted("lead to no page"))
                continue
            yield SavedLink(
                links[0].url,
                title.title() if title.links else title.words,
                moment(task.get("created")),
                state=State.READ if task.get("status") == "completed" else State.UNREAD,
                annotations=own_note(notes.words if not title.links else text_of(task, "notes")),
                folder=text_of(one_list, "title"),
            )


def _seen(records: Iterable[object]) -> Iterator[LeftOut]:
    for _record in records:
        yield LeftOut(_SEEN)


TASKS = JsonFormat(
    noted("Google Tasks (JSON)"),
    "Google Tasks",
    lambda value: isinstance(value, dict) and value.get("kind") == "tasks#taskLists",
    _tasks,
)
HISTORY = JsonFormat(
    noted("history of a browser"),
    "Chrome",
    lambda value: isinstance(value, dict) and isinstance(value.get("Browser History"), list),
    lambda value: _seen(value["Browser History"]),
)
HISTORIES = tuple(
    CsvFormat(noted("history of a browser"), "history", frozenset({"url", visits}), _seen)
    for visits in ("visitcount", "visit count")
)
"""Tables in which extensions save what was seen, with how often."""
