"""What all of Telegram's forms go through: records of messages, counted or made into items."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kb.catalogue import _, n_, noted
from kb.errors import ImportRefused
from kb.importers.boundary import guarded
from kb.importers.exports.telegram.documents import items
from kb.importers.exports.telegram.messages import CODES, Chat, Message, with_albums
from kb.importers.exports.telegram.texts import Raw, documents, hashtags, message_text, reactions
from kb.importers.saved_link import moment
from kb.text.identity import located_references
from kb.types import Document, Failure, Skipped

Chats = Iterable[tuple[bool, Chat, Iterable[Raw]]]
"""Whether the file holds one chat only, a chat, and its messages as the JSON export writes them, to be read
before the next chat is asked for."""

_CHANNEL = re.compile(r"channel(\d+)")
_OF_A_TALK = noted(
    "messages of talks with one person or a bot, without a link (export the chat alone for all)"
)


@dataclass(slots=True)
class Report:
    """Filled while a file is read: how many messages were left out, by the reason, and where it broke off."""

    left: Counter[str] = field(default_factory=Counter)
    broken: str = ""


def documents_of(
    chats: Chats, report: Report, file: str, folder: Path | None = None
) -> Iterator[Document | Failure]:
    """An item for each message that says something; the others are counted, by the reason. A file that breaks
    off gives what is before the break. Photos are looked for in the export's `folder`.

    :raises ImportRefused: there is no message.
    """
    read = 0
    kept: dict[int, str] = {}
    for chat, message in _messages(chats, report.left):
        read += 1
        place = _(
            "{file} message {number} of {chat}",
            file=file,
            number=message.number,
            chat=chat.name or chat.type,
        )
        yield from guarded(place, items(message, chat, place, folder, kept))
    if report.broken:
        told = n_(
            "{file} breaks off after {count} message ({why}); export the chat again",
            "{file} breaks off after {count} messages ({why}); export the chat again",
            read,
            file=file,
            why=report.broken,
        )
        yield Failure(file, told)
    for reason, count in report.left.items():
        yield Skipped(file, _(reason), count)
    if not (read or report.left or report.broken):
        raise ImportRefused(
            _("{file} is an export of Telegram without messages; nothing was saved", file=file)
        )


def all_messages(chats: Chats, left: Counter[str]) -> Iterator[tuple[bool, Chat, Message]]:
    """The messages that say something, each with its chat and whether the file holds that alone; the others
    are counted."""
    for is_alone, chat, raws in chats:
        for message in with_albums(_read(raws, chat, left)):
            if message.says_something:
                yield is_alone, chat, message
            else:
                left[noted("messages without text, link or document")] += 1


def _messages(chats: Chats, left: Counter[str]) -> Iterator[tuple[Chat, Message]]:
    """As `all_messages`, without those of a whole account's talks that give nothing to save."""
    for is_alone, chat, message in all_messages(chats, left):
        if chat.is_talk and not is_alone and not _gives_something(message):
            left[_OF_A_TALK] += 1
        else:
            yield chat, message


def _gives_something(message: Message) -> bool:
    return bool(message.documents) or any(located_references(message.text))


def _read(raws: Iterable[Raw], chat: Chat, left: Counter[str]) -> Iterator[Message]:
    topics: dict[int, str] = {}
    for raw in raws:
        number = raw.get("id")
        if raw.get("type") == "service":
            if raw.get("action") == "topic_created" and isinstance(number, int):
                topics[number] = str(raw.get("title") or "")
            left[noted("messages of the service (joined, pinned, calls)")] += 1
        elif raw.get("type") != "message" or not isinstance(number, int):
            left[noted("messages of a kind that Telegram does not export")] += 1
        elif chat.type == CODES:
            left[noted("messages with codes to log in")] += 1
        else:
            yield _message(raw, number, chat, topics)


def _message(raw: Raw, number: int, chat: Chat, topics: dict[int, str]) -> Message:
    sender = str(raw.get("from") or "")
    author = "" if chat.is_channel or sender == chat.name else sender
    replied, peer = raw.get("reply_to_message_id"), str(raw.get("reply_to_peer_id") or "")
    elsewhere = _CHANNEL.fullmatch(peer) if isinstance(replied, int) else None
    forwarded = str(raw["forwarded_from"] or "") if "forwarded_from" in raw else None
    return Message(
        number,
        at=moment(raw.get("date_unixtime")) or _day(raw.get("date")),
        written_at=moment(raw.get("forwarded_date")),
        sender=str(raw.get("from_id") or sender),
        author=str(raw.get("author") or author),
        text=message_text(raw),
        tags=hashtags(raw),
        documents=documents(raw),
        pictures=(photo,) if isinstance(photo := raw.get("photo"), str) and photo else (),
        has_media="photo" in raw or "file" in raw,
        forwarded_from=forwarded,
        reactions=reactions(raw),
        topic=topics.get(replied, "") if isinstance(replied, int) else "",
        answers=replied if isinstance(replied, int) and not peer and replied not in topics else 0,
        answers_elsewhere=f"https://t.me/c/{elsewhere[1]}/{replied}" if elsewhere else "",
        origin=str(raw.get("forwarded_link") or ""),
        clock=_clock(raw.get("date")),
    )


def _day(given: object) -> str | None:
    """The day of a time by a clock whose zone the file does not tell."""
    found = re.match(r"\d{4}-\d{2}-\d{2}", given) if isinstance(given, str) else None
    return found[0] if found and found[0] > "1970-01-01" else None


def _clock(given: object) -> str:
    found = re.match(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}", given) if isinstance(given, str) else None
    return found[0] if found else ""
