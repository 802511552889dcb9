"""Karakeep's JSON (Hoarder, in its youth): links and texts with tags, notes and lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kb.importers.records import JsonFormat
from kb.importers.saved_link import SavedLink, moment, words
from kb.types import Annotation, State


def _fits(value: Any) -> bool:
    bookmarks = value.get("bookmarks") if isinstance(value, dict) else None
    return isinstance(bookmarks, list) and all(
        isinstance(one, dict) and "createdAt" in one and "content" in one for one in bookmarks[:1]
    )


def _links(value: dict[str, Any]) -> Iterator[SavedLink]:
    lists = {one.get("id"): one for one in value.get("lists") or () if isinstance(one, dict)}
    for record in value["bookmarks"]:
        content, note = record.get("content") or {}, str(record.get("note") or "").strip()
        archived = record.get("archived")
        yield SavedLink(
            str(content.get("url") or ""),
            str(record.get("title") or ""),
            moment(record.get("createdAt")),
            (*words(record.get("tags")), *(_path(lists, one) for one in record.get("lists") or ())),
            None if archived is None else State.READ if archived else State.UNREAD,
            annotations=(Annotation(note=note),) if note else (),
        )


def _path(lists: dict[object, dict[str, Any]], identifier: object) -> str:
    """A list's name below those it lies in."""
    names: list[str] = []
    seen: set[object] = set()
    while (found := lists.get(identifier)) and identifier not in seen:
        seen.add(identifier)
        names.append(str(found.get("name") or ""))
        identifier = found.get("parentId")
    return " / ".join(reversed(names))


FORMAT = JsonFormat("Karakeep (JSON)", "Karakeep", _fits, _links)
