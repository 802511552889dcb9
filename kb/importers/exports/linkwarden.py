"""Linkwarden's JSON: collections of links and of feeds that are followed. Tags an assistant gave are not the
person's words and stay out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kb.importers.protocol import ImportContext
from kb.importers.records import JsonFormat, json_value, objects, text_of
from kb.importers.saved_link import SavedLink, folder_path, moment, own_note
from kb.types import Document, Failure, Subscription

_UNSORTED = "Unorganized"
"""What Linkwarden calls the collection of what was put into none."""


def _fits(value: Any) -> bool:
    collections = value.get("collections") if isinstance(value, dict) else None
    return isinstance(collections, list) and all(
        isinstance(one, dict) and "links" in one for one in collections[:1]
    )


def _links(value: dict[str, Any]) -> Iterator[SavedLink]:
    pinned = set(map(_named, objects(value.get("pinnedLinks"))))
    for folder, collection in _collections(value):
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
                folder=folder,
                favourite=_named(link) in pinned,
            )


def _feeds(value: dict[str, Any]) -> Iterator[Subscription]:
    for folder, collection in _collections(value):
        for feed in objects(collection.get("rssSubscriptions")):
            if address := text_of(feed, "url"):
                within = tuple(folder.split(" / ")) if folder else ()
                yield Subscription(address, text_of(feed, "name"), within)


def _collections(value: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Collections behind the names of those they lie in; that of what was put into none has no name."""
    folders = {
        one["id"]: (str(one.get("name") or ""), one.get("parentId"))
        for one in objects(value["collections"])
        if "id" in one
    }
    for one in objects(value["collections"]):
        folder = folder_path(folders, one.get("id")) or str(one.get("name") or "")
        yield "" if folder == _UNSORTED else folder, one


def _named(link: dict[str, Any]) -> object:
    """What tells a link from others: versions of 2025 left the numbers out of their exports."""
    return link.get("id", (link.get("url"), link.get("name"), link.get("createdAt")))


_LINKS = JsonFormat("Linkwarden (JSON)", "Linkwarden", _fits, _links)


@dataclass(frozen=True, slots=True)
class LinkwardenImporter:
    """Its links, and the feeds that it follows."""

    name: str = _LINKS.name

    def match(self, spec: str) -> bool:
        """Whether a file is its export."""
        return _LINKS.match(spec)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure | Subscription]:
        """A document or a failure for each link, a subscription for each feed."""
        value = json_value(spec)
        feeds = list(_feeds(value))
        # Who follows feeds alone has kept no link.
        if not feeds or next(_links(value), None) is not None:
            yield from _LINKS.load(spec, context)
        yield from feeds
