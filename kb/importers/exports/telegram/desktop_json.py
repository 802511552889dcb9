"""Telegram Desktop's `result.json`, read message by message: an account's may be larger than the memory."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import ijson

from kb.errors import ImportRefused
from kb.importers.boundary import guarded
from kb.importers.exports.telegram.documents import items
from kb.importers.exports.telegram.messages import CODES, TYPES, Chat, Message, with_albums
from kb.importers.exports.telegram.texts import Raw, documents, hashtags, message_text, reactions
from kb.importers.files import local_path
from kb.importers.protocol import ImportContext
from kb.importers.saved_link import moment
from kb.text.identity import located_references
from kb.types import Document, Failure

_CHAT = frozenset({"name", "type", "id", "messages"})
_ACCOUNT = frozenset(
    """
    about personal_information profile_pictures profile_music stories contacts frequent_contacts sessions
    web_sessions other_data chats left_chats
    """.split()
)
"""What stands at the top of the file of one chat and of a whole account, by the source of version 6.1."""
_PLACES = frozenset({"", "chats.list.item", "left_chats.list.item"})
"""Where a chat stands in the file."""
_BLOCK = 64 * 1024
"""Bytes read at once: enough for the parser to be busy, little to hold."""
_LOOKED_AT = 8 * 1024 * 1024
"""Bytes of an account's file before its first chat: contacts and sessions, some hundred bytes each."""
_ESCAPE = re.compile(rb"\\(?:x([0-9a-fA-F]{2})|.)", re.DOTALL)
_UNQUOTED = re.compile(
    rb'("document_id"[ \t]*:[ \t]*)(?!["\[{]|(?:-?\d+|null)[ \t]*,?\r?$)([^\r\n]*?)(,?\r?)$', re.MULTILINE
)

_Event = tuple[str, str, Any]
"""Where in the file, what is there, its value."""


@dataclass(slots=True)
class _Report:
    """Filled while a file is read: how many messages were left out, by the reason, and where it broke off."""

    left: Counter[str] = field(default_factory=Counter)
    broken: str = ""


class TelegramJsonImporter:
    """Chats of a file: posts of channels and groups, Saved Messages as the links and notes they are."""

    name = "Telegram export (JSON)"

    def match(self, spec: str) -> bool:
        """Whether a file is one chat or a whole account, whatever it is called."""
        path = local_path(spec)
        if path is None or not path.is_file():
            return False
        with path.open("rb") as file:
            if file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"{":
                return False
            file.seek(0)
            return _is_export(_Mended(file, limit=_LOOKED_AT))

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """An item for each message that says something; one failure counts the others. A file that breaks off
        gives what is before the break.

        :raises ImportRefused: the file is gone, or has no message.
        """
        path = local_path(spec)
        if path is None:
            raise ImportRefused(f"{spec} is gone; check the path")
        report, read = _Report(), 0
        with path.open("rb") as file:
            for chat, message in _messages(_Mended(file), report):
                read += 1
                place = f"{path.name} message {message.number} of {chat.name or chat.type}"
                yield from guarded(place, items(message, chat, place))
        if report.broken:
            reason = f"breaks off after {read} messages ({report.broken}); export the chat again"
            yield Failure(path.name, f"{path.name} {reason}")
        if report.left:
            yield Failure(path.name, _summary(report.left))
        if not (read or report.left or report.broken):
            raise ImportRefused(f"{path.name} is an export of Telegram without messages; nothing was saved")


class _Mended:
    """A file for the parser, with the two faults of Telegram Desktop's JSON repaired on the way: control
    characters written as `\\x1b`, and names of emoji files without quotes. `limit`: bytes to read at most."""

    def __init__(self, file: BinaryIO, limit: int | None = None) -> None:
        self._file = file
        self._left = limit
        self._first = True

    def read(self, size: int = -1) -> bytes:
        """The next block, whole lines where they are not too long; `size` is only what the parser asks for:
        nothing for zero."""
        if size == 0 or (self._left is not None and self._left <= 0):
            return b""
        block = self._file.read(_BLOCK)
        block += self._file.readline(_BLOCK)
        while _ends_within_escape(block) and (more := self._file.read(1)):
            block += more
        if self._left is not None:
            self._left -= len(block)
        if self._first:
            block, self._first = block.removeprefix(b"\xef\xbb\xbf"), False
        if b"\\x" in block:
            block = _ESCAPE.sub(lambda found: b"\\u00" + found[1] if found[1] else found[0], block)
        if b'"document_id"' in block:
            block = _UNQUOTED.sub(_quoted, block)
        return block


def _ends_within_escape(block: bytes) -> bool:
    return (len(block) - len(block.rstrip(b"\\"))) % 2 == 1


def _quoted(found: re.Match[bytes]) -> bytes:
    return found[1] + json.dumps(found[2].decode(errors="replace").strip()).encode() + found[3]


def _is_export(file: _Mended) -> bool:
    """Whether a file begins as an export does: names at its top that Telegram writes, then a chat of a known
    type."""
    is_known = False
    try:
        for prefix, event, value in ijson.parse(file):
            place, _, name = prefix.rpartition(".")
            if prefix == "" and event == "map_key" and value not in _CHAT | _ACCOUNT:
                return False
            if place in _PLACES and name == "type" and event == "string":
                is_known = value in TYPES
            elif place in _PLACES and name == "messages":
                return is_known and event == "start_array"
    except ijson.JSONError:
        return False
    return False


def _messages(file: _Mended, report: _Report) -> Iterator[tuple[Chat, Message]]:
    """The messages that say something, each with its chat; the others are counted."""
    left = report.left
    for is_alone, chat, raws in _chats(_events(file, report)):
        for message in with_albums(_read(raws, chat, left)):
            if not message.says_something:
                left["without text, link or document"] += 1
            elif chat.is_talk and not is_alone and not _gives_something(message):
                left["of talks with one person or a bot, without link (export the chat alone for all)"] += 1
            else:
                yield chat, message


def _gives_something(message: Message) -> bool:
    return bool(message.documents) or any(located_references(message.text))


def _events(file: _Mended, report: _Report) -> Iterator[_Event]:
    """What the parser finds, up to where the file is no JSON any more: what came before is kept."""
    try:
        yield from ijson.parse(file, use_float=True)
    except ijson.JSONError as error:
        report.broken = str(error).strip().split("\n")[0]


def _chats(events: Iterator[_Event]) -> Iterator[tuple[bool, Chat, Iterator[Raw]]]:
    """Whether the file holds one chat only, a chat, and its messages as the file has them, to be read before
    the next chat is asked for."""
    known: dict[str, str] = {}
    for prefix, event, value in events:
        if event == "start_map" and prefix in _PLACES:
            known = {}
        place, _, name = prefix.rpartition(".")
        if place not in _PLACES:
            continue
        if name in ("name", "type", "id") and event in ("string", "number"):
            known[name] = str(value)
        elif name == "messages" and event == "start_array":
            chat = Chat(known.get("type", ""), known.get("id", ""), known.get("name", ""))
            yield not place, chat, _values(events, prefix)


def _values(events: Iterator[_Event], prefix: str) -> Iterator[Raw]:
    """The objects of the list at `prefix` whose beginning was just read, one at a time."""
    item = f"{prefix}.item"
    builder = ijson.ObjectBuilder()
    for place, event, value in events:
        if place == prefix and event == "end_array":
            return
        if place == item and event == "start_map":
            builder = ijson.ObjectBuilder()
        builder.event(event, value)
        if place == item and event == "end_map":
            yield builder.value


def _read(raws: Iterator[Raw], chat: Chat, left: Counter[str]) -> Iterator[Message]:
    topics: dict[int, str] = {}
    for raw in raws:
        number = raw.get("id")
        if raw.get("type") == "service":
            if raw.get("action") == "topic_created" and isinstance(number, int):
                topics[number] = str(raw.get("title") or "")
            left["of the service (joined, pinned, calls)"] += 1
        elif raw.get("type") != "message" or not isinstance(number, int):
            left["of a kind that Telegram does not export"] += 1
        elif chat.type == CODES:
            left["with codes to log in"] += 1
        else:
            yield _message(raw, number, chat, topics)


def _message(raw: Raw, number: int, chat: Chat, topics: dict[int, str]) -> Message:
    sender = str(raw.get("from") or "")
    author = "" if chat.is_channel or sender == chat.name else sender
    replied = raw.get("reply_to_message_id")
    forwarded = str(raw["forwarded_from"] or "") if "forwarded_from" in raw else None
    return Message(
        number,
        at=moment(raw.get("date_unixtime")) or _day(raw.get("date")),
        sender=str(raw.get("from_id") or sender),
        author=str(raw.get("author") or author),
        text=message_text(raw),
        tags=hashtags(raw),
        documents=documents(raw),
        has_media="photo" in raw or "file" in raw,
        forwarded_from=forwarded,
        reactions=reactions(raw),
        topic=topics.get(replied, "") if isinstance(replied, int) else "",
        answers=_address(raw, chat, topics),
    )


def _address(raw: Raw, chat: Chat, topics: dict[int, str]) -> str:
    """The address of the message that is replied to, possibly in another chat; a topic is none."""
    replied, peer = raw.get("reply_to_message_id"), str(raw.get("reply_to_peer_id") or "")
    elsewhere = re.fullmatch(r"channel(\d+)", peer)
    place = elsewhere[1] if elsewhere else chat.id if chat.has_addresses and not peer else ""
    if not isinstance(replied, int) or not place or (replied in topics and not peer):
        return ""
    return f"https://t.me/c/{place}/{replied}"


def _day(given: object) -> str | None:
    """The day of a time by a clock whose zone the file does not tell."""
    found = re.match(r"\d{4}-\d{2}-\d{2}", given) if isinstance(given, str) else None
    return found[0] if found and found[0] > "1970-01-01" else None


def _summary(left: Counter[str]) -> str:
    parts = ", ".join(f"{count} {reason}" for reason, count in left.items())
    return f"Messages left out: {parts}"
