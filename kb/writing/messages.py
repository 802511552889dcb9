"""Exports of Telegram: a page for each of the person's own messages."""

from __future__ import annotations

from collections.abc import Iterator

from kb.importers.exports.telegram import TelegramHtmlImporter, TelegramJsonImporter
from kb.importers.exports.telegram.own import own_messages, own_messages_on
from kb.text.identity import canonical_key
from kb.types import Failure
from kb.types.evidence import Form, WrittenPage
from kb.writing.files import WrittenFile

_JSON, _HTML = frozenset({".json", ""}), frozenset({".html", ".htm", ""})


def matches(file: WrittenFile) -> bool:
    """Whether a file holds chats of Telegram, whatever it is called."""
    spec = str(file.path)
    if file.suffix in _JSON and file.start.lstrip()[:1] == "{":
        return TelegramJsonImporter().match(spec)
    return file.suffix in _HTML and "Exported Data" in file.start and TelegramHtmlImporter().match(spec)


def pages(file: WrittenFile, called: str) -> Iterator[WrittenPage | Failure]:
    """The person's own messages; `called` is their name in groups.

    :raises ImportRefused: it is a page that cannot be read.
    """
    is_page = file.start.lstrip()[:1] != "{"
    found = own_messages_on(file.text, file.path, called) if is_page else own_messages(file.path, called)
    for one in found:
        if isinstance(one, Failure):
            yield one
        else:
            chat, message = one
            place = ", ".join(filter(None, (file.place, chat.name, f"message {message.number}")))
            address = chat.address_of(message.number)
            keys = (canonical_key(address),) if address else ()
            form = Form.POST if chat.is_channel else Form.MESSAGE
            yield WrittenPage(place, message.text, form, written_on=message.at, keys=keys)
