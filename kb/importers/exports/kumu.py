"""A map of Kumu: its elements, as the blueprint lists them that Kumu imports and exports, or the backup of a
project. How they are joined is not kept."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from kb.catalogue import noted
from kb.importers.lists.columns import address_in
from kb.importers.records import JsonFormat, LeftOut, objects, record_in, text_of
from kb.importers.saved_link import SavedLink, own_note, words


def _elements(value: Any) -> Iterator[dict[str, Any]]:
    """What is told of each element; a backup keeps its fields in a record of their own."""
    for element in objects(value.get("elements") if isinstance(value, dict) else None):
        told = {**element, **record_in(element, "attributes")}
        yield {name.lower(): said for name, said in told.items()}


def _fits(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("connections"), list):
        return False
    return "label" in next(_elements(value), {})


def _links(value: Any) -> Iterator[SavedLink | LeftOut]:
    for element in _elements(value):
        address = next(filter(None, map(_address, element.values())), "")
        said = text_of(element, "description")
        if not address and not said:
            yield LeftOut(noted("have neither a link nor a description"))
            continue
        kind = text_of(element, "type", "element type")
        yield SavedLink(
            address,
            text_of(element, "label"),
            tags=tuple(chain(filter(None, [kind]), words(element.get("tags"), "|"))),
            annotations=own_note(said),
        )


def _address(said: object) -> str:
    found = address_in(said) if isinstance(said, str) else None
    return found[0] if found else ""


FORMAT = JsonFormat("Kumu (JSON)", "Kumu", _fits, _links)
