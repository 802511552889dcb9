"""Chats and messages as the exports of Telegram tell them, and albums as the one message they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

SAVED = "saved_messages"
CODES = "verification_codes"
_BY_ADDRESS = ("_channel", "_supergroup")
_TALKS = ("personal_chat", "bot_chat", "replies")
TYPES = frozenset(
    {"private_group", "private_supergroup", "public_supergroup", "private_channel", "public_channel"}
    | {SAVED, CODES, *_TALKS}
)
"""What Telegram Desktop calls its kinds of chats."""


@dataclass(frozen=True, slots=True)
class Chat:
    """`type` is one of `TYPES`; `name` is empty where the export has none, `username` is the name in its
    public address, which exports do not tell."""

    type: str
    id: str
    name: str = ""
    username: str = ""

    @property
    def place(self) -> str:
        """What stands in the addresses of its messages, before their number."""
        return self.username or f"c/{self.id}"

    def address_of(self, number: int) -> str:
        """The address of a message; empty where it has none. What was said in a group before that became a
        large one is numbered below zero and cannot be linked to."""
        linked = self.type.endswith(_BY_ADDRESS) and number > 0
        return f"https://t.me/{self.place}/{number}" if linked else ""

    def key_of(self, number: int, *, own_note: bool = False) -> str:
        """The key of a message. Where it has an address, what `canonical_key` makes of that, so that a link
        to it finds it."""
        if self.type.endswith(_BY_ADDRESS):
            return f"post:telegram/{self.place.lower()}/{number}"
        return f"{'note' if own_note else 'post'}:telegram/{self.type}/{self.id}/{number}"

    @property
    def is_channel(self) -> bool:
        """Whether it speaks by its own name."""
        return self.type.endswith("_channel")

    @property
    def is_saved(self) -> bool:
        """Whether it is what the person kept for themselves."""
        return self.type == SAVED

    @property
    def is_talk(self) -> bool:
        """Whether it is the person's own correspondence, with one person or a bot."""
        return self.type in _TALKS


@dataclass(frozen=True, slots=True)
class Message:
    """What a message says, in Markdown, and who said it when.

    `at` is a moment in UTC, a day alone where the export does not tell the zone, None where it tells nothing;
    `clock` is the time by the clock of who exported it, to the second, empty where it is not told.
    `sender` tells persons apart, `author` is the name to show, empty for the chat itself. `forwarded_from` is
    None for what was not forwarded, empty where the origin is hidden; `written_at` is when the original was
    posted. `documents` are names of files, `pictures` where photos lie beside the export.
    `answers` is the number of the message in its chat that it replies to, 0 for none, `answers_elsewhere` the
    address of one in another chat, `origin` that of the one it was forwarded from; `album` the numbers of
    further messages in it.
    """

    number: int
    at: str | None
    sender: str = ""
    author: str = ""
    text: str = ""
    tags: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    has_media: bool = False
    forwarded_from: str | None = None
    reactions: str = ""
    topic: str = ""
    answers: int = 0
    answers_elsewhere: str = ""
    origin: str = ""
    written_at: str | None = None
    album: tuple[int, ...] = ()
    clock: str = ""

    @property
    def says_something(self) -> bool:
        """Whether it has any text or a document; pictures and stickers alone say nothing to be found by."""
        return bool(self.documents or self.text)


def with_albums(messages: Iterable[Message]) -> Iterator[Message]:
    """Messages with each album as one. The export does not name albums: they are neighbours with media, of
    one sender in one second, at most one of which has words. Photos with words of their own each, forwarded
    together, stay apart."""
    album: Message | None = None
    for message in messages:
        if album is not None and _is_one_album(album, message):
            album = _joined(album, message)
            continue
        if album is not None:
            yield album
        album = message
    if album is not None:
        yield album


def _is_one_album(album: Message, message: Message) -> bool:
    same = (album.at, album.sender, album.forwarded_from) == (
        message.at, message.sender, message.forwarded_from,
    )  # fmt: skip
    # A day alone is no second.
    is_moment = album.at is not None and "T" in album.at
    return same and is_moment and album.has_media and message.has_media and not (album.text and message.text)


def _joined(album: Message, message: Message) -> Message:
    return replace(
        album,
        text=album.text or message.text,
        tags=album.tags or message.tags,
        documents=(*album.documents, *message.documents),
        pictures=(*album.pictures, *message.pictures),
        reactions=album.reactions or message.reactions,
        album=(*album.album, message.number),
    )
