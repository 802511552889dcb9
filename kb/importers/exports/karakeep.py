"""Karakeep's JSON (Hoarder, in its youth): links and texts with tags, notes and lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kb.importers.records import JsonFormat, objects
from kb.importers.saved_link import SavedLink, folder_path, moment, own_note, words
from kb.types import State


def _fits(value: Any) -> bool:
    bookmarks = value.get("bookmarks") if isinstance(value, dict) else None
    return isinstance(bookmarks, list) and all(
        isinstance(one, dict) and "createdAt" in one and "content" in one for one in bookmarks[:1]
    )


def _links(value: dict[str, Any]) -> Iterator[SavedLink]:
    lists = {
        one.get("id"): (str(one.get("name") or ""), one.get("parentId"))
        for one in objects(value.get("lists"))
    }
    for record in objects(value["bookmarks"]):
        content = next(objects([record.get("content")]))
        archived = record.get("archived")
        yield SavedLink(
            str(content.get("url") or ""),
            str(record.get("title") or ""),
            moment(record.get("createdAt")),
            (*words(record.get("tags")), *(folder_path(lists, one) for one in record.get("lists") or ())),
            None if archived is None else State.READ if archived else State.UNREAD,
            # What the person wrote there; of PDFs and pictures only the note is exported.
            text="" if content.get("url") else str(content.get("text") or ""),
            annotations=own_note(record.get("note")),
        )


FORMAT = JsonFormat("Karakeep (JSON)", "Karakeep", _fits, _links)
