"""Linkwarden's JSON: collections of links. Tags an assistant gave are not the person's words and stay out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kb.importers.records import JsonFormat
from kb.importers.saved_link import SavedLink, moment
from kb.types import Annotation


def _fits(value: Any) -> bool:
    collections = value.get("collections") if isinstance(value, dict) else None
    return isinstance(collections, list) and all(
        isinstance(one, dict) and "links" in one for one in collections[:1]
    )


def _links(value: dict[str, Any]) -> Iterator[SavedLink]:
    pinned = {one.get("id") for one in value.get("pinnedLinks") or () if isinstance(one, dict)}
    by_id = {one.get("id"): one for one in value["collections"]}
    for collection in value["collections"]:
        for link in collection.get("links") or ():
            note = str(link.get("description") or "").strip()
            tags = (tag for tag in link.get("tags") or () if not tag.get("aiGenerated"))
            yield SavedLink(
                str(link.get("url") or ""),
                str(link.get("name") or ""),
                # The moment of an import into Linkwarden is not the one the person saved it at.
                moment(link.get("importDate")) or moment(link.get("createdAt")),
                tuple(str(tag.get("name") or "") for tag in tags),
                text=str(link.get("textContent") or ""),
                annotations=(Annotation(note=note),) if note else (),
                folder=_path(by_id, collection),
                favourite=link.get("id") in pinned,
            )


def _path(by_id: dict[object, dict[str, Any]], collection: dict[str, Any] | None) -> str:
    names: list[str] = []
    seen: set[int] = set()
    while collection is not None and id(collection) not in seen:
        seen.add(id(collection))
        names.append(str(collection.get("name") or ""))
        collection = by_id.get(collection.get("parentId"))
    return " / ".join(reversed(names))


FORMAT = JsonFormat("Linkwarden (JSON)", "Linkwarden", _fits, _links)
