"""Bookmarks as browsers keep them: Chrome's `Bookmarks`, Firefox's backup, Safari's `Bookmarks.plist`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from kb.catalogue import noted
from kb.importers.property_list import property_list, property_list_data
from kb.importers.protocol import ImportContext
from kb.importers.records import JsonFormat, link_documents, objects
from kb.importers.saved_link import SavedLink, moment, own_note, words
from kb.types import Document, Failure, State

_CHROME_EPOCH_S = 11_644_473_600
"""Chrome counts microseconds from 1601-01-01 UTC, so many seconds before 1970."""
_DEEPEST = 100
"""Folders within folders; nobody nests so many."""
_TRASH = "trash"
"""What Vivaldi and Opera call the root of bookmarks that were thrown away."""
_PLACE = "text/x-moz-place"
_SAFARI_BOOKMARK = "WebBookmarkTypeLeaf"
_WEB_BOOKMARK = b"WebBookmarkUUID"
_SAFARI_ROOTS = ("BookmarksBar", "BookmarksMenu", "com.apple.ReadingList")
"""Names of what lies in no folder of the person's own."""


def _is_chrome(value: Any) -> bool:
    roots = value.get("roots") if isinstance(value, dict) else None
    return isinstance(roots, dict) and any(
        isinstance(root, dict) and "children" in root for root in roots.values()
    )


def _chrome(value: dict[str, Any]) -> Iterator[SavedLink]:
    for root in _chrome_roots(value["roots"]):
        yield from _chrome_below(root, ())


def _chrome_roots(roots: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Folders in which bookmarks begin. Opera keeps some within one root; what was thrown away stays so."""
    for name, root in roots.items():
        if name != _TRASH and isinstance(root, dict):
            yield from [root] if "children" in root else _chrome_roots(root)


def _chrome_below(node: dict[str, Any], path: tuple[str, ...]) -> Iterator[SavedLink]:
    for child in objects(node.get("children")):
        if child.get("type") == "url":
            added, told = str(child.get("date_added") or ""), next(objects([child.get("meta_info")]))
            yield SavedLink(
                str(child.get("url") or ""),
                str(child.get("name") or ""),
                moment(int(added) / 1e6 - _CHROME_EPOCH_S) if added.strip("0").isdecimal() else None,
                # Vivaldi's field for the person's own words.
                annotations=own_note(told.get("Description")),
                folder=" / ".join(path),
            )
        elif len(path) < _DEEPEST:
            yield from _chrome_below(child, (*path, str(child.get("name") or "")))


def _is_firefox(value: Any) -> bool:
    return isinstance(value, dict) and value.get("type") == f"{_PLACE}-container" and "children" in value


def _firefox(value: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[SavedLink]:
    for child in objects(value.get("children")):
        # A root holds what lies in no folder of the person's own; the one of tags repeats the bookmarks.
        if child.get("root") == "tagsFolder" or str(child.get("uri", "")).startswith("place:"):
            continue
        if child.get("type") == _PLACE:
            yield SavedLink(
                str(child.get("uri") or ""),
                str(child.get("title") or ""),
                moment(child.get("dateAdded")),
                words(child.get("tags")),
                excerpt=_firefox_description(child),
                folder=" / ".join(path),
            )
        elif len(path) < _DEEPEST:
            yield from _firefox(child, path if child.get("root") else (*path, str(child.get("title") or "")))


def _firefox_description(place: dict[str, Any]) -> str:
    """What older backups tell of a page: its own description, unless the person changed it."""
    told = {one.get("name"): one.get("value") for one in objects(place.get("annos"))}
    return str(told.get("bookmarkProperties/description") or "")


class SafariImporter:
    """Safari's own file, a property list. Its reading list is what is to be read."""

    name = noted("Safari bookmarks")

    def match(self, spec: str) -> bool:
        """Whether a file is a property list of bookmarks."""
        data = property_list_data(spec)
        return _WEB_BOOKMARK in data and isinstance(property_list(data).get("Children"), list)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each bookmark."""
        links = _safari(property_list(property_list_data(spec)))
        return link_documents(Path(spec).name, "bookmark", links, "Safari")


def _safari(node: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[SavedLink]:
    for child in node.get("Children") or ():
        if not isinstance(child, dict):
            continue
        name = str(child.get("Title") or "")
        if child.get("WebBookmarkType") == _SAFARI_BOOKMARK:
            named, listed = child.get("URIDictionary") or {}, child.get("ReadingList")
            reading = listed if isinstance(listed, dict) else {}
            added = reading.get("DateAdded")
            yield SavedLink(
                str(child.get("URLString") or ""),
                str(named.get("title") or ""),
                moment(added.isoformat()) if isinstance(added, datetime) else None,
                state=State.UNREAD if listed is not None else None,
                excerpt=str(reading.get("PreviewText") or ""),
                folder=" / ".join(path),
            )
        elif len(path) < _DEEPEST:
            yield from _safari(child, path if name in _SAFARI_ROOTS else (*path, name))


CHROME = JsonFormat(noted("Chrome bookmarks"), "Chrome", _is_chrome, _chrome)
FIREFOX = JsonFormat(noted("Firefox bookmarks (JSON)"), "Firefox", _is_firefox, _firefox)
