"""Slack's export: the links that people shared in a channel, a file a day. What else was said there,
talks and what programs wrote, is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any

from kb.catalogue import _, noted
from kb.importers.files import local_path, modified_ns
from kb.importers.protocol import ImportContext
from kb.importers.records import json_value, link_documents, objects, text_of
from kb.importers.saved_link import SavedLink, moment
from kb.text.identity import canonical_key
from kb.types import Document, Failure, Skipped

_PROGRAM = "Slack"
_NUMBER = re.compile(r"[UWCG][A-Z0-9]+")
_TS = re.compile(r"\d{10}\.\d{6}")
_LINK = re.compile(r"<(?P<url>https?://[^<>|\s]+)(?:\|(?P<label>[^<>]*))?>")
_PERSON = re.compile(r"<@(?P<id>\w+)(?:\|[^<>]*)?>")
_NAMED = re.compile(r"<[#!][^<>|]*\|(?P<name>[^<>]+)>|<!(?P<group>\w+)>")
_WITHIN = re.compile(r"https?://[\w.-]*\bslack\.com/")
"""Messages that others point to, and files on Slack's own server."""


class SlackImporter:
    """The messages of a day in a channel."""

    name = noted("Slack (JSON)")

    def match(self, spec: str) -> bool:
        """Whether a file is a list of messages, told by the form of their moments, or one of the people or
        channels that these name."""
        first = next(objects(json_value(spec)), {})
        if _is_register(first):
            return True
        return first.get("type") == "message" and bool(_TS.fullmatch(str(first.get("ts"))))

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document for each link, titled as its preview is, with who shared it in which words; nothing of a
        day without one."""
        path = local_path(spec) or Path(spec)
        if _is_register(next(objects(json_value(spec)), {})):
            yield Skipped(path.name, _("lists of people and channels"))
            return
        users = path.parent.parent / "users.json"
        links = list(_links(json_value(spec), path.parent.name, _people(users, modified_ns(users))))
        yield from link_documents(path.name, "record", links, _PROGRAM) if links else ()


def _is_register(first: Mapping[str, Any]) -> bool:
    """Whether a record is of a person or a channel, by the form of its number."""
    named = "profile" in first or "members" in first
    return named and "name" in first and bool(_NUMBER.fullmatch(str(first.get("id"))))


def _links(value: object, channel: str, people: Mapping[str, str]) -> Iterator[SavedLink]:
    for message in objects(value):
        if message.get("bot_id"):
            continue
        text = str(message.get("text") or "")
        shared = {canonical_key(found["url"]): found for found in _LINK.finditer(text)}
        said = _said(message, text, people)
        for key, found in shared.items():
            if _WITHIN.match(found["url"]):
                continue
            preview = next((one for one in objects(message.get("attachments")) if key in _leads(one)), {})
            yield SavedLink(
                unescape(found["url"]),
                _label(found) or unescape(text_of(preview, "title", "fallback")),
                moment(str(message.get("ts"))),
                excerpt=said or unescape(text_of(preview, "text")),
                folder=channel,
            )


def _leads(preview: Mapping[str, Any]) -> set[str]:
    names = ("from_url", "original_url", "title_link")
    return {canonical_key(text_of(preview, name)) for name in names if preview.get(name)}


def _label(found: re.Match[str]) -> str:
    """What a link is called, where that is more than its address anew."""
    label = unescape(found["label"] or "")
    return "" if label in found["url"] else label


def _said(message: Mapping[str, Any], text: str, people: Mapping[str, str]) -> str:
    """Who shared it, and the words around the link."""
    words = _LINK.sub(_label, text)
    words = _PERSON.sub(lambda found: f"@{people.get(found['id'], found['id'])}", words)
    words = unescape(_NAMED.sub(lambda found: found["name"] or f"@{found['group']}", words))
    words = " ".join(words.split())
    who = people.get(str(message.get("user")), "")
    return f"{who}: {words}".removeprefix(": ") if any(map(str.isalnum, words)) else ""


@lru_cache(maxsize=1)
def _people(users: Path, _modified_ns: int) -> Mapping[str, str]:
    """How the people of a workspace call themselves, by their numbers."""
    found = {}
    for one in objects(json_value(str(users))):
        profile = one.get("profile")
        named = {**one, **profile} if isinstance(profile, dict) else one
        found[str(one.get("id"))] = text_of(named, "display_name", "real_name", "name")
    return found
