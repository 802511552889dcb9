"""Zulip's export: the links that people shared, in files of messages beside `realm.json`, which names
channels and people. Other talk, and what programs wrote, is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from kb.catalogue import noted
from kb.importers.files import local_path, modified_ns
from kb.importers.lists.linked_words import linked_words
from kb.importers.protocol import ImportContext
from kb.importers.records import json_value, link_documents, objects, text_of
from kb.importers.saved_link import SavedLink, moment
from kb.types import Document, Failure

_PROGRAM = "Zulip"
_MENTION = re.compile(r"@_?\*\*(?P<who>[^*|]+)(?:\|\d+)?\*\*")
_CHANNEL = re.compile(r"#\*\*(?P<name>[^*]+)\*\*")
_WITHIN = re.compile(r"/user_uploads/|https?://[\w.-]*\bzulipchat\.com/")
"""Files that were put there, and messages that others point to."""
_CHANNELS = 2
"""The kind of recipient that a channel is (zerver/models/recipients.py)."""


class ZulipImporter:
    """One file of messages."""

    name = noted("Zulip (JSON)")

    def match(self, spec: str) -> bool:
        """Whether a file holds messages as Zulip's tables hold them."""
        value = json_value(spec)
        messages = value.get("zerver_message") if isinstance(value, dict) else None
        return {"content", "date_sent"} <= next(objects(messages), {}).keys()

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document for each link, with who shared it in which words; its channel and topic are its folder.
        Nothing of a file without a link."""
        path = local_path(spec) or Path(spec)
        realm = path.parent / "realm.json"
        links = list(_links(json_value(spec), _realm(realm, modified_ns(realm))))
        yield from link_documents(path.name, "record", links, _PROGRAM) if links else ()


@dataclass(frozen=True, slots=True)
class _Realm:
    """People by their numbers, programs left out, and channels by the numbers of their recipients."""

    people: Mapping[str, str]
    programs: frozenset[str]
    channels: Mapping[str, str]


def _links(value: Mapping[str, Any], realm: _Realm) -> Iterator[SavedLink]:
    for message in objects(value.get("zerver_message")):
        sender = text_of(message, "sender")
        if sender in realm.programs:
            continue
        said = _MENTION.sub(r"@\g<who>", str(message.get("content") or ""))
        linked = linked_words(_CHANNEL.sub(r"#\g<name>", said))
        who, words = realm.people.get(sender, ""), " ".join(linked.said.split())
        channel = realm.channels.get(text_of(message, "recipient"))
        for link in {one.key: one for one in linked.links if not _WITHIN.search(one.url)}.values():
            yield SavedLink(
                link.url,
                link.label,
                moment(message.get("date_sent")),
                excerpt=f"{who}: {words}".removeprefix(": ") if linked.has_words else "",
                # What was said to single people has no channel, and its topic says nothing.
                folder=" / ".join(filter(None, (channel, text_of(message, "subject")))) if channel else "",
            )


@lru_cache(maxsize=1)
def _realm(realm: Path, _modified_ns: int) -> _Realm:
    value = json_value(str(realm))
    tables = value if isinstance(value, dict) else {}
    people = [
        *objects(tables.get("zerver_userprofile")),
        *objects(tables.get("zerver_userprofile_crossrealm")),
    ]
    streams = {text_of(one, "id"): text_of(one, "name") for one in objects(tables.get("zerver_stream"))}
    return _Realm(
        {text_of(one, "id"): text_of(one, "full_name") for one in people},
        frozenset(text_of(one, "id") for one in people if one.get("is_bot")),
        {
            text_of(one, "id"): streams.get(text_of(one, "type_id"), "")
            for one in objects(tables.get("zerver_recipient"))
            if one.get("type") == _CHANNELS
        },
    )
