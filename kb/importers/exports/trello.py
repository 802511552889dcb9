"""Trello: the cards of a board, in its JSON. A card that leads to a page is that page; one with words is a
note. Cards that are a title alone are tasks, and left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kb.catalogue import noted
from kb.importers.lists.linked_words import linked_words
from kb.importers.lists.read_states import state_said
from kb.importers.records import JsonFormat, LeftOut, objects, text_of
from kb.importers.saved_link import SavedLink, moment, own_note, words
from kb.types import State

_WITHIN = re.compile(r"https?://(?:www\.)?trello\.com/")
"""Cards and boards that others are tied to, and files put on Trello's own server."""
_SECONDS = 8
"""Hexadecimal digits of an identifier that are the second in which it was made (MongoDB, ObjectId)."""


def _fits(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("lists"), list):
        return False
    first = next(objects(value.get("cards")), {})
    return {"idList", "name", "desc"} <= first.keys()


def _links(board: dict[str, Any]) -> Iterator[SavedLink | LeftOut]:
    lists = {text_of(one, "id"): text_of(one, "name") for one in objects(board["lists"])}
    archived = {text_of(one, "id") for one in objects(board["lists"]) if one.get("closed") is True}
    to_do = _checklists(board)
    said: dict[str, list[str]] = {}
    for action in objects(board.get("actions")):
        data = action.get("data")
        if (
            action.get("type") == "commentCard"
            and isinstance(data, dict)
            and isinstance(data.get("card"), dict)
        ):
            said.setdefault(text_of(data["card"], "id"), []).insert(0, text_of(data, "text"))
    for card in objects(board["cards"]):
        if card.get("isTemplate") is True:
            yield LeftOut(noted("are templates of cards"))
            continue
        listed = lists.get(text_of(card, "idList"), "")
        folder = " / ".join(filter(None, (text_of(board, "name"), listed)))
        notes = [
            text_of(card, "desc"),
            *to_do.get(text_of(card, "id"), []),
            *said.get(text_of(card, "id"), []),
        ]
        put_away = card.get("closed") is True or text_of(card, "idList") in archived
        state = State.READ if put_away else _state(card, listed)
        yield _card(card, "\n\n".join(filter(None, notes)), folder, state)


def _card(card: Mapping[str, Any], notes: str, folder: str, state: State | None) -> SavedLink | LeftOut:
    name = linked_words(text_of(card, "name"))
    # A name without a link says what the card is, be it one word.
    title = name.title() if name.links else name.words
    attached = [text_of(one, "url") for one in objects(card.get("attachments")) if not one.get("isUpload")]
    beside = linked_words(notes)
    addresses = [
        *(link.url for link in name.links),
        *(one for one in attached if one and not _WITHIN.match(one)),
        *(link.url for link in beside.links if not beside.has_words),
    ]
    tags = tuple(label for one in objects(card.get("labels")) for label in words([one]))
    made = _made(text_of(card, "id"))
    if addresses:
        further = [one for one in dict.fromkeys(addresses[1:]) if one != addresses[0] and one not in notes]
        note = "\n\n".join(filter(None, (notes if beside.has_words else "", "\n".join(further))))
        return SavedLink(addresses[0], title, made, tags, state, annotations=own_note(note), folder=folder)
    if not notes:
        return LeftOut(noted("are a title alone"))
    return SavedLink("", title, made, tags, state, text=notes, folder=folder)


def _checklists(board: Mapping[str, Any]) -> dict[str, list[str]]:
    """By the card they are on, lists of what is to be done."""
    found: dict[str, list[str]] = {}
    for one in objects(board.get("checklists")):
        items = "\n".join(
            f"- [{'x' if item.get('state') == 'complete' else ' '}] {text_of(item, 'name')}"
            for item in objects(one.get("checkItems"))
        )
        if items:
            found.setdefault(text_of(one, "idCard"), []).append(f"{text_of(one, 'name')}\n\n{items}")
    return found


def _state(card: Mapping[str, Any], listed: str) -> State | None:
    """How far one got: as the name of the list says, or the box beside a card's day."""
    return State.READ if card.get("dueComplete") is True else state_said(listed)


def _made(identifier: str) -> str | None:
    try:
        return moment(int(identifier[:_SECONDS], 16))
    except ValueError:
        return None


FORMAT = JsonFormat(noted("Trello board (JSON)"), "Trello", _fits, _links)
