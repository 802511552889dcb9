"""What kind of chat a page is of: as an account's list of chats (`lists/chats.html`) tells, or as those who
speak on its pages do."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from kb.importers.beside import text_beside
from kb.importers.exports.telegram.messages import CODES, SAVED
from kb.importers.files import any_text_file

_KINDS = {"private": "personal_chat", "bot": "bot_chat"}
"""What the list calls talks, by the source of version 6.1; of groups and channels it does not say which have
addresses."""
_OF_TELEGRAM = {"saved messages": SAVED, "verification codes": CODES, "replies": "replies"}
"""Talks that every account has, by what the list calls them."""
_OF_A_TALK = 2
"""So many people speak in a talk with one person."""
_PAGES = "messages*.html"
_SERVICE = re.compile(r"message\d+")
"""How messages of the service are numbered; days between messages count down from -1."""


def listed_kind(page: Path) -> str:
    """The type of the chat that a page of messages is of, one of `TYPES`; 'listed' for a group or a channel;
    '' where nothing tells of it."""
    account = page.resolve().parents[2:3]
    listed = text_beside(account[0], "lists", "chats.html") if account else ""
    wanted = f"/{page.parent.name}/messages.html"
    for entry in LexborHTMLParser(listed).css("a.entry[href]") if wanted in listed else ():
        if (entry.attributes["href"] or "").partition("#")[0].endswith(wanted):
            name, kind = (
                " ".join(found.text().split()).lower() if (found := entry.css_first(part)) is not None else ""
                for part in (".name", ".details_entry")
            )
            talk = _KINDS.get(kind, "listed")
            return _OF_TELEGRAM.get(name, talk) if kind == "private" else talk
    states = ((one, one.stat().st_mtime_ns) for one in sorted(page.resolve().parent.glob(_PAGES)))
    return SAVED if not listed and _is_saved(tuple(states)) else ""


@lru_cache(maxsize=1)
def _is_saved(pages: tuple[tuple[Path, int], ...]) -> bool:
    """Whether the pages of a chat by itself are those of Saved Messages. They bear the person's own name, who
    speaks there, and what was forwarded stands under its author's; nobody joins or calls. In a talk two
    speak, in a channel one, and a group does not speak by its name."""
    names, speak = set[str](), set[str]()
    for path, _modified_ns in pages:
        file = any_text_file(str(path))
        page = LexborHTMLParser(file.text if file else "")
        names |= _texts(page, ".page_header .text")
        speak |= _texts(page, ".history > .message > .body > .from_name")
        services = page.css(".history > .service[id]")
        if any(_SERVICE.fullmatch(one.id or "") for one in services):
            return False
    return len(names) == 1 and names < speak and len(speak) > _OF_A_TALK


def _texts(page: LexborHTMLParser, path: str) -> set[str]:
    return {" ".join(one.text().split()) for one in page.css(path)}
