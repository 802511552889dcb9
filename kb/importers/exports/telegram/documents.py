"""Messages of Telegram as items: posts of channels and groups, and what was kept in Saved Messages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from kb.importers.beside import pictures_beside
from kb.importers.exports.telegram.messages import SAVED, Chat, Message
from kb.importers.lists.linked_words import linked_words
from kb.importers.saved_link import SavedLink, saved
from kb.importers.telegram_dump import post_title
from kb.text.identity import canonical_key, find_references
from kb.types import Document, Failure, Kind, Reference

_PROGRAM = "Telegram"
_SAVED = "Saved Messages"


def items(
    message: Message, chat: Chat, place: str, folder: Path | None, kept: dict[int, str]
) -> Iterator[Document | Failure]:
    """The items a message is: the links it consists of where the person kept nothing but links, else one,
    with its photos that lie in the folder of the export. `kept` holds what became of the messages of Saved
    Messages, which their numbers do not tell, for those that reply to them: keys by numbers, filled here."""
    links = _mere_links(message) if chat.is_saved else ()
    for link in links:
        found = saved(link, _PROGRAM, place)
        if isinstance(found, Document):
            kept.setdefault(message.number, found.key)
        yield found
    if not links:
        pictures = pictures_beside(folder, message.pictures) if folder else ()
        item = _item(message, chat, kept)
        if chat.is_saved:
            kept.update(dict.fromkeys((message.number, *message.album), item.key))
        yield replace(item, files=pictures)


def _mere_links(message: Message) -> tuple[SavedLink, ...]:
    """The links of a message that has no words beside them."""
    if message.documents:
        return ()
    said = linked_words(message.text)
    links = () if said.has_words else said.links
    return tuple(SavedLink(link.url, link.label, message.at, message.tags) for link in links)


def _item(message: Message, chat: Chat, kept: Mapping[int, str]) -> Document:
    forwarded = message.forwarded_from
    own_note = chat.is_saved and forwarded is None
    named = "\n".join(f"Document: {name}" for name in message.documents)
    text = "\n\n".join(part for part in (message.text, named) if part)
    author = message.author if forwarded is None else forwarded
    meta = {"forwarded_from": forwarded, "reactions": message.reactions, "topic": message.topic}
    numbers = (message.number, *message.album)
    # Pages of Saved Messages were read as those of any chat before, by the name they bear.
    names = tuple(filter(None, (SAVED, chat.name))) if chat.is_saved else (chat.name,)
    return Document(
        key=chat.key_of(message.number, own_note=own_note),
        kind=Kind.NOTE if own_note else Kind.POST,
        title=_title(message),
        text=text,
        url=chat.address_of(message.number) or None,
        aliases=(
            *(chat.key_of(number, own_note=own_note) for number in message.album),
            *(_shown(name, number, message.clock) for name in names for number in numbers if message.clock),
        ),
        authors=(author,) if author and not own_note else (),
        tags=message.tags,
        source=(forwarded or _SAVED) if chat.is_saved else chat.name or _PROGRAM,
        published=message.written_at or (None if chat.is_saved else message.at),
        saved_at=message.at if chat.is_saved else None,
        references=(*find_references(text), *_connected(message, chat, kept)),
        meta={name: value for name, value in meta.items() if value},
    )


def _title(message: Message) -> str:
    lines = [line for line in message.text.split("\n") if not line.startswith("```")]
    return post_title(lines if message.text else message.documents)


def _connected(message: Message, chat: Chat, kept: Mapping[int, str]) -> tuple[Reference, ...]:
    """The message it replies to, and the one it is a copy of; those without an address by their keys."""
    answered = message.answers_elsewhere
    if message.answers and not answered:
        by_key = kept.get(message.answers, "") if chat.is_saved else chat.key_of(message.answers)
        answered = chat.address_of(message.answers) or by_key
    named = ((answered, "in reply to"), (message.origin, "forwarded from"))
    return tuple(Reference(address, canonical_key(address), label) for address, label in named if address)


def _shown(name: str, number: int, clock: str) -> str:
    """What all forms of a chat's export tell of a message, pages without the number of the chat too: the
    chat's name, the message's number, month, minutes and seconds. Hours and days are of the exporter's zone,
    which for some pages is written an hour wrong."""
    said = "\n".join((name, str(number), clock[:7], clock[14:19]))
    return f"message:telegram/{hashlib.sha256(said.encode()).hexdigest()[:32]}"
