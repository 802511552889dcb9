"""Discord: a channel as DiscordChatExporter saves it (JSON), the messages of one's own in the data that
Discord gives (JSON, and older ones as tables). The links that were shared; other talk is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kb.catalogue import noted
from kb.importers.files import local_path
from kb.importers.lists.linked_words import linked_words
from kb.importers.protocol import ImportContext
from kb.importers.records import (
    has_columns,
    json_value,
    link_documents,
    objects,
    record_in,
    records,
    rows,
    text_of,
)
from kb.importers.saved_link import SavedLink, moment
from kb.text.identity import canonical_key
from kb.types import Document, Failure

_PROGRAM = "Discord"
_OWN = frozenset({"id", "timestamp", "contents", "attachments"})
"""What Discord tells of each message of one's own."""
_EMOJI = re.compile(r"<a?:(\w+):\d+>")
_UNSEEN = re.compile(r"<(https?://[^<>\s]+)>")
"""A link of which the sender wanted no preview."""
_WITHIN = re.compile(r"https?://(?:\w+\.)?(?:discord(?:app)?\.(?:com|net)|discord\.gg|tenor\.com)/")
"""Messages and files of Discord's own, invitations, moving pictures."""


class DiscordImporter:
    """A channel."""

    name = noted("Discord (JSON, CSV)")

    def match(self, spec: str) -> bool:
        """Whether a file holds a channel with its messages, or messages of one's own."""
        value = json_value(spec)
        if isinstance(value, dict):
            return {"guild", "channel", "messages"} <= value.keys()
        return records(value, "ID", "Timestamp", "Contents") or (value is None and has_columns(spec, _OWN))

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document for each link, titled as its preview is, with who shared it in which words; nothing of a
        channel without one."""
        path = local_path(spec) or Path(spec)
        value = json_value(spec)
        if isinstance(value, dict):
            links = list(_shared(value))
        else:
            folder = _channel(json_value(str(path.parent / "channel.json")))
            told = objects(value) if value is not None else rows(spec)
            links = [link for one in told for link in _own(one, folder)]
        yield from link_documents(path.name, "record", links, _PROGRAM) if links else ()


def _shared(value: Mapping[str, Any]) -> Iterator[SavedLink]:
    folder = _channel({**record_in(value, "channel"), "guild": value.get("guild")})
    for message in objects(value.get("messages")):
        author = record_in(message, "author")
        if not author.get("isBot"):
            previews = list(objects(message.get("embeds")))
            who = text_of(author, "nickname", "name")
            passed_on = record_in(message, "forwardedMessage")
            previews += objects(passed_on.get("embeds"))
            told = (message.get("content"), passed_on.get("content"))
            text = "\n".join(one for one in told if isinstance(one, str) and one)
            yield from _links(text, moment(message.get("timestamp")), folder, who, previews)


def _own(message: Mapping[str, Any], folder: str) -> Iterator[SavedLink]:
    text = text_of(message, "Contents", "contents")
    yield from _links(text, moment(text_of(message, "Timestamp", "timestamp")), folder)


def _links(
    said: str, at: str | None, folder: str, who: str = "", previews: list[dict[str, Any]] | None = None
) -> Iterator[SavedLink]:
    linked = linked_words(_UNSEEN.sub(r"\1", _EMOJI.sub(r":\1:", said)))
    words = " ".join(linked.said.split())
    told = f"{who}: {words}".removeprefix(": ") if linked.has_words else ""
    for link in {one.key: one for one in linked.links if not _WITHIN.match(one.url)}.values():
        found = (one for one in previews or () if canonical_key(text_of(one, "url")) == link.key)
        preview = next(found, {})
        yield SavedLink(
            link.url,
            link.label or text_of(preview, "title"),
            at,
            excerpt=told or text_of(preview, "description"),
            folder=folder,
        )


def _channel(value: object) -> str:
    """A channel below its server; direct talk has none."""
    if not isinstance(value, dict):
        return ""
    return " / ".join(filter(None, (text_of(record_in(value, "guild"), "name"), text_of(value, "name"))))
