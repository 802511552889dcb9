"""Bookmarks as browsers keep them: Chrome's file `Bookmarks`, Firefox's backup."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kb.importers.records import JsonFormat
from kb.importers.saved_link import SavedLink, moment, words

_CHROME_EPOCH_S = 11_644_473_600
"""Chrome counts microseconds from 1601-01-01 UTC, so many seconds before 1970."""
_DEEPEST = 100
"""Folders within folders; nobody nests so many."""
_PLACE = "text/x-moz-place"


def _is_chrome(value: Any) -> bool:
    roots = value.get("roots") if isinstance(value, dict) else None
    return isinstance(roots, dict) and any(
        isinstance(root, dict) and "children" in root for root in roots.values()
    )


def _chrome(value: dict[str, Any]) -> Iterator[SavedLink]:
    for root in value["roots"].values():
        if isinstance(root, dict):
            yield from _chrome_below(root, ())


def _chrome_below(node: dict[str, Any], path: tuple[str, ...]) -> Iterator[SavedLink]:
    for child in node.get("children") or ():
        if child.get("type") == "url":
            added = int(child.get("date_added") or 0)
            at = moment(added / 1e6 - _CHROME_EPOCH_S) if added else None
            yield SavedLink(str(child.get("url")), str(child.get("name")), at, folder=" / ".join(path))
        elif len(path) < _DEEPEST:
            yield from _chrome_below(child, (*path, str(child.get("name") or "")))


def _is_firefox(value: Any) -> bool:
    return isinstance(value, dict) and value.get("type") == f"{_PLACE}-container" and "children" in value


def _firefox(value: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[SavedLink]:
    for child in value.get("children") or ():
        # A root holds what lies in no folder of the person's own; the one of tags repeats the bookmarks.
        if child.get("root") == "tagsFolder" or str(child.get("uri", "")).startswith("place:"):
            continue
        if child.get("type") == _PLACE:
            yield SavedLink(
                str(child.get("uri")),
                str(child.get("title") or ""),
                moment(child.get("dateAdded")),
                words(child.get("tags")),
                folder=" / ".join(path),
            )
        elif len(path) < _DEEPEST:
            yield from _firefox(child, path if child.get("root") else (*path, str(child.get("title") or "")))


CHROME = JsonFormat("Chrome bookmarks", "Chrome", _is_chrome, _chrome)
FIREFOX = JsonFormat("Firefox bookmarks (JSON)", "Firefox", _is_firefox, _firefox)
