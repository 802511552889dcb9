"""Telegram Desktop's `result.json`, read message by message: an account's may be larger than the memory."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import BinaryIO

import ijson

from kb.catalogue import _, noted
from kb.errors import ImportRefused
from kb.importers.exports.telegram.messages import TYPES, Chat
from kb.importers.exports.telegram.reading import Report, documents_of
from kb.importers.exports.telegram.texts import Raw
from kb.importers.files import local_path
from kb.importers.json_events import Event, located, why_broken
from kb.importers.protocol import ImportContext
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


class TelegramJsonImporter:
    """Chats of a file: posts of channels and groups, Saved Messages as the links and notes they are."""

    name = noted("Telegram export (JSON)")

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
            raise ImportRefused(_("{file} is gone; check the path", file=spec))
        report = Report()
        with path.open("rb") as file:
            yield from documents_of(chats_in(file, report), report, path.name, path.parent)


def chats_in(file: BinaryIO, report: Report) -> Iterator[tuple[bool, Chat, Iterator[Raw]]]:
    """The chats of an open file, as `documents_of` takes them."""
    return _chats(_events(_Mended(file), report))


def owner_of(file: BinaryIO) -> str:
    """What an account's export calls its owner as a sender; '' where the file does not begin with that."""
    try:
        for prefix, event, value in located(_Mended(file, limit=_LOOKED_AT)):
            if prefix == "personal_information.user_id" and event == "number":
                return f"user{value}"
            if prefix.endswith(("messages", "chats")):
                break
    except ijson.JSONError:
        pass
    return ""


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
        for prefix, event, value in located(file):
            place, _dot, name = prefix.rpartition(".")
            if prefix == "" and event == "map_key" and value not in _CHAT | _ACCOUNT:
                return False
            if place in _PLACES and name == "type" and event == "string":
                is_known = value in TYPES
            elif place in _PLACES and name == "messages":
                return is_known and event == "start_array"
    except ijson.JSONError:
        return False
    return False


def _events(file: _Mended, report: Report) -> Iterator[Event]:
    """What the parser finds, up to where the file is no JSON any more: what came before is kept."""
    try:
        yield from located(file)
    except ijson.JSONError as error:
        report.broken = why_broken(error)


def _chats(events: Iterator[Event]) -> Iterator[tuple[bool, Chat, Iterator[Raw]]]:
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


def _values(events: Iterator[Event], prefix: str) -> Iterator[Raw]:
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
