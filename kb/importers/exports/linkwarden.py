"""Linkwarden's JSON: collections of links. Tags an assistant gave are not the person's words and stay out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kb.importers.records import JsonFormat, objects
from kb.importers.saved_link import SavedLink, folder_path, moment, own_note

_UNSORTED = "Unorganized"
"""What Linkwarden calls the collection of what was put into none."""


def _fits(value: Any) -> bool:
    collections = value.get("collections") if isinstance(value, dict) else None
    return isinstance(collections, list) and all(
        isinstance(one, dict) and "links" in one for one in collections[:1]
    )


def _links(value: dict[str, Any]) -> Iterator[SavedLink]:
    pinned = set(map(_named, objects(value.get("pinnedLinks"))))
    folders = {
        one["id"]: (str(one.get("name") or ""), one.get("parentId"))
        for one in objects(value["collections"])
        if "id" in one
    }
    for collection in objects(value["collections"]):
        identifier = collection.get("id")
        folder = folder_path(folders, identifier) or str(collection.get("name") or "")
        for link in objects(collection.get("links")):
            tags = (tag for tag in objects(link.get("tags")) if not tag.get("aiGenerated"))
            yield SavedLink(
                str(link.get("url") or ""),
                str(link.get("name") or ""),
                # The moment of an import into Linkwarden is not the one the person saved it at.
                moment(link.get("importDate")) or moment(link.get("createdAt")),
                tuple(str(tag.get("name") or "") for tag in tags),
                text=str(link.get("textContent") or ""),
                annotations=own_note(link.get("description")),
                folder="" if folder == _UNSORTED else folder,
                favourite=_named(link) in pinned,
            )


def _named(link: dict[str, Any]) -> object:
    """What tells a link from others: versions of 2025 left the numbers out of their exports."""
    return link.get("id", (link.get("url"), link.get("name"), link.get("createdAt")))


FORMAT = JsonFormat("Linkwarden (JSON)", "Linkwarden", _fits, _links)
