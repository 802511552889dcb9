"""Slack's export: the links that people shared in a channel, a file a day. What else was said there,
talks and what programs wrote, is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any

from kb.catalogue import _, noted
from kb.importers.files import local_path, modified_ns
from kb.importers.protocol import ImportContext
from kb.importers.records import json_value, link_documents, objects, record_in, text_of
from kb.importers.saved_link import SavedLink, moment
from kb.text.identity import canonical_key
from kb.types import Document, Failure, Skipped

_PROGRAM = "Slack"
_NUMBER = re.compile(r"[UWCG][A-Z0-9]+")
_TS = re.compile(r"\d{10}\.\d{6}")
_LINK = re.compile(r"<(?P<url>https?://[^<>|\s]+)(?:\|(?P<label>[^<>]*))?>")
_PERSON = re.compile(r"<@(?P<id>\w+)(?:\|[^<>]*)?>")
_NAMED = re.compile(r"<[#!][^<>|]*\|(?P<name>[^<>]+)>|<!(?P<group>\w+)>")
_DEEPEST = 8
"""Blocks within blocks: a list in a quote has four."""
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
        taken: set[str] = set()
        for said in _parts(message, people):
            for key, found in {canonical_key(one["url"]): one for one in _LINK.finditer(said.text)}.items():
                if key in taken or _WITHIN.match(found["url"]):
                    continue
                taken.add(key)
                previews = objects(message.get("attachments"))
                preview = next((one for one in previews if key in _leads(one)), {})
                yield SavedLink(
                    unescape(found["url"]),
                    _label(found) or unescape(text_of(preview, "title", "fallback")),
                    moment(str(message.get("ts"))),
                    excerpt=_said(said, people) or unescape(text_of(preview, "text")),
                    folder=channel,
                )


@dataclass(frozen=True, slots=True)
class _Part:
    """Words in Slack's own marks, and who said them."""

    text: str
    who: str


def _parts(message: Mapping[str, Any], people: Mapping[str, str]) -> Iterator[_Part]:
    """What a message says: its text, which leaves out what some programs write in blocks alone; what it
    passes on; the pages that it shows, where it names none. A preview's own words are its page's."""
    who = people.get(str(message.get("user")), "")
    text = str(message.get("text") or "")
    blocks = _of_blocks(message.get("blocks"))
    shown: list[str] = []
    yield _Part(text, who)
    yield _Part(blocks, who)
    for one in objects(message.get("attachments")):
        if _is_message(one):
            within = [record_in(part, "message") for part in objects(one.get("message_blocks"))]
            inner = "\n".join(_of_blocks(part.get("blocks")) for part in within)
            whose = people.get(text_of(one, "author_id")) or text_of(one, "author_name", "author_subname")
            yield _Part(text_of(one, "text"), whose)
            yield _Part(inner or _of_blocks(one.get("blocks")), whose)
        elif leads := text_of(one, "original_url", "from_url", "title_link"):
            shown.append(f"<{leads}>")
    # A page beside those that are named is one that these quote.
    if shown and not any(_LINK.search(part) for part in (text, blocks)):
        yield _Part("\n".join(shown), "")


def _is_message(attached: Mapping[str, Any]) -> bool:
    """Whether a message that somebody passed on is attached, and no preview of a page."""
    return bool(attached.get("is_share") or attached.get("is_msg_unfurl"))


def _of_blocks(blocks: object, depth: int = 0) -> str:
    """The words of blocks in Slack's marks: rich text piece by piece, other blocks as they hold them."""
    if depth > _DEEPEST:
        return ""
    whole = ""
    for block in objects(blocks):
        match block.get("type"):
            case "link":
                label = text_of(block, "text")
                whole += f"<{text_of(block, 'url')}{'|' if label else ''}{label}>"
            case "user":
                whole += f"<@{text_of(block, 'user_id')}>"
            case "text":
                whole += str(block.get("text") or "")
            case _:
                own = text_of(record_in(block, "text"), "text")
                fields = (text_of(one, "text") for one in objects(block.get("fields")))
                inner = _of_blocks(block.get("elements"), depth + 1)
                whole += "\n".join(filter(None, (own, *fields, text_of(block, "title_link"), inner))) + "\n"
    return whole


def _leads(preview: Mapping[str, Any]) -> set[str]:
    names = ("from_url", "original_url", "title_link")
    return {canonical_key(text_of(preview, name)) for name in names if preview.get(name)}


def _label(found: re.Match[str]) -> str:
    """What a link is called, where that is more than its address anew."""
    label = unescape(found["label"] or "")
    return "" if label in found["url"] else label


def _said(part: _Part, people: Mapping[str, str]) -> str:
    """Who shared it, and the words around the link."""
    words = _LINK.sub(_label, part.text)
    words = _PERSON.sub(lambda found: f"@{people.get(found['id'], found['id'])}", words)
    words = unescape(_NAMED.sub(lambda found: found["name"] or f"@{found['group']}", words))
    words = " ".join(words.split())
    return f"{part.who}: {words}".removeprefix(": ") if any(map(str.isalnum, words)) else ""


@lru_cache(maxsize=1)
def _people(users: Path, _modified_ns: int) -> Mapping[str, str]:
    """How the people of a workspace call themselves, by their numbers."""
    found = {}
    for one in objects(json_value(str(users))):
        profile = one.get("profile")
        named = {**one, **profile} if isinstance(profile, dict) else one
        found[str(one.get("id"))] = text_of(named, "display_name", "real_name", "name")
    return found
