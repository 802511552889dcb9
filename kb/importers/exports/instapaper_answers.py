"""What Instapaper's programming interface answers: bookmarks, with the highlights told beside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kb.catalogue import noted
from kb.importers.exports.instapaper import LETTERS, PRIVATE
from kb.importers.lists.read_states import state_seen
from kb.importers.records import JsonFormat, LeftOut, objects, text_of
from kb.importers.saved_link import SavedLink, moment, words
from kb.types import Annotation, State


def _told(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """What answers tell with its type: a list of records of all types (version 1), or an object with a list
    for each (version 1.1); answers one after the other are told together."""
    for one in objects(value if isinstance(value, list) else [value]):
        if isinstance(one.get("bookmarks"), list):
            yield from (("bookmark", record) for record in objects(one["bookmarks"]))
            yield from (("highlight", record) for record in objects(one.get("highlights")))
        else:
            yield text_of(one, "type"), one


def _fits(value: Any) -> bool:
    first = next((record for kind, record in _told(value) if kind == "bookmark"), {})
    return {"bookmark_id", "url", "title"} <= first.keys()


def _links(value: Any) -> Iterator[SavedLink | LeftOut]:
    marks: dict[object, list[dict[str, Any]]] = {}
    for kind, record in _told(value):
        if kind == "highlight":
            marks.setdefault(record.get("bookmark_id"), []).append(record)
    for kind, record in _told(value):
        if kind != "bookmark":
            continue
        address = text_of(record, "url")
        marked = tuple(_annotations(marks.get(record.get("bookmark_id"), [])))
        is_private = bool(text_of(record, "private_source")) or address.startswith(PRIVATE)
        if is_private and not marked:
            yield LETTERS
            continue
        yield SavedLink(
            "" if is_private else address,
            text_of(record, "title"),
            moment(record.get("time")),
            words(record.get("tags")),
            _state(record.get("progress")),
            excerpt=text_of(record, "description"),
            annotations=marked,
            favourite=text_of(record, "starred") == "1",
        )


def _annotations(marked: list[dict[str, Any]]) -> Iterator[Annotation]:
    """Highlights in the order of the page, which their numbers tell."""
    for one in sorted(marked, key=lambda one: _number(one.get("position"))):
        if (quote := text_of(one, "text")) or text_of(one, "note"):
            yield Annotation(quote, text_of(one, "note"), made_at=moment(one.get("time")))


def _number(told: object) -> float:
    return float(told) if isinstance(told, int | float) else 0


def _state(progress: object) -> State | None:
    """How far one got; an answer does not say of which folder it is: what was not begun may be put away."""
    part = _number(progress)
    return state_seen(part) if part > 0 else None


FORMAT = JsonFormat(noted("Instapaper (JSON)"), "Instapaper", _fits, _links)
