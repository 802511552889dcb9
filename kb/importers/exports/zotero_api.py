"""Zotero's Web API (`/items`), as scripts keep its answers: every item, note and annotation by itself, with
the key of what it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kb.catalogue import noted
from kb.importers.bibliography import Entry
from kb.importers.exports.zotero_json import Bibliography, zotero_entries
from kb.importers.records import objects
from kb.types import Document, Failure

_PARTS = ("attachment", "annotation")


def _fits(value: Any) -> bool:
    first = next(objects(value), {}).get("data")
    return isinstance(first, dict) and "itemType" in first and "key" in first


def _entries(file: str, value: Any) -> Iterator[Entry | Document | Failure]:
    items = [one["data"] for one in objects(value) if isinstance(one.get("data"), dict)]
    below: dict[str, list[dict[str, Any]]] = {}
    for one in items:
        below.setdefault(str(one.get("parentItem") or ""), []).append(one)
    here = {one.get("key") for one in items}
    whole = [_whole(one, below) for one in items if one.get("parentItem") not in here and not _is_part(one)]
    return zotero_entries(file, whole)


def _whole(item: Mapping[str, Any], below: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """An item with its notes and attachments, these with what was marked in them."""
    parts = below.get(str(item.get("key")), [])
    attached = (one for one in parts if one.get("itemType") == "attachment")
    return {
        **item,
        "notes": [one for one in parts if one.get("itemType") == "note"],
        "attachments": [{**one, "annotations": below.get(str(one.get("key")), [])} for one in attached],
    }


def _is_part(item: Mapping[str, Any]) -> bool:
    """Whether it belongs to an item that the answer lacks; a note says something by itself."""
    return item.get("itemType") in _PARTS


FORMAT = Bibliography(noted("Zotero's Web API (JSON)"), "Zotero", _fits, _entries)
