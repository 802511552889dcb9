"""The person's own messages in an export: those of their channels, what they wrote to one person or to
themselves, and what is theirs in groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from kb.catalogue import _, number
from kb.importers.exports.telegram.desktop_html import chat_on
from kb.importers.exports.telegram.desktop_json import chats_in, owner_of
from kb.importers.exports.telegram.listed_chats import listed_kind
from kb.importers.exports.telegram.messages import Chat, Message
from kb.importers.exports.telegram.reading import Report, all_messages
from kb.types import Failure

_OF_A_TALK = 2
"""Persons in a talk."""


def own_messages(path: Path, called: str = "") -> Iterator[tuple[Chat, Message] | Failure]:
    """The person's own messages in a `result.json`: of a channel all that was not forwarded to it from
    elsewhere. Whose a message in a group is tells an account's export; that of one group does not, and
    `called` names the person there. A failure counts messages of which that cannot be told."""
    report = Report()
    with path.open("rb") as file:
        mine = {owner_of(file), called} - {""}
        file.seek(0)
        unclear: Counter[str] = Counter()
        for _alone, chat, message in all_messages(chats_in(file, report), report.left):
            if _is_said_here(message, chat) and (chat.is_channel or _is_own(message, chat, mine)):
                yield chat, message
            elif not mine and _is_group(chat):
                unclear[chat.name] += 1
    yield from _told(path, unclear)
    if report.broken:
        yield Failure(
            str(path),
            _("{file} breaks off ({broken}); export the chat again", file=path.name, broken=report.broken),
        )


def own_messages_on(page: str, path: Path, called: str = "") -> Iterator[tuple[Chat, Message] | Failure]:
    """As `own_messages`, of a `messages.html`. Such a page by itself does not say what kind of chat it is:
    where all is said in the name of the chat it is a channel; where that name is one of two, a talk with who
    bears it. Where it is one of several it may be the person's own: Saved Messages go by it, and show what
    was forwarded to them as if its authors had come by."""
    alone, chat, raws = chat_on(page, listed_kind(path))
    messages = [message for _, _, message in all_messages([(alone, chat, raws)], Counter())]
    senders = {message.sender for message in messages}
    is_channel = senders <= {chat.name} and not (chat.is_talk or chat.is_saved)
    is_talk = chat.is_talk or (chat.name in senders and len(senders) == _OF_A_TALK)
    unclear: Counter[str] = Counter()
    for message in messages:
        own = message.sender == called or (is_talk and message.sender != chat.name) or chat.is_saved
        if _is_said_here(message, chat) and (is_channel or own):
            yield chat, message
        elif not (called or is_talk or chat.is_saved):
            unclear[chat.name] += 1
    yield from _told(path, unclear)


def _is_said_here(message: Message, chat: Chat) -> bool:
    """Whether a message was written in its chat, or forwarded from there."""
    return message.forwarded_from is None or (chat.is_channel and message.forwarded_from == chat.name)


def _is_own(message: Message, chat: Chat, mine: set[str]) -> bool:
    if chat.is_saved:
        return True
    if chat.type in ("personal_chat", "bot_chat"):
        # The number of a talk is that of the other person.
        return message.sender != f"user{chat.id}"
    return not mine.isdisjoint((message.sender, message.author))


def _is_group(chat: Chat) -> bool:
    return chat.type.endswith("group")


def _told(path: Path, unclear: Counter[str]) -> Iterable[Failure]:
    for name, count in unclear.items():
        yield Failure(
            str(path),
            _(
                "{file} does not tell which of {count} messages in {group} are yours; say how you are called"
                " there (--called NAME), or export the whole account",
                file=path.name,
                count=number(count),
                group=name or _("the group"),
            ),
        )
